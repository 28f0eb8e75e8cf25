"""The contract's own words.

In: a contract as a text file, and what an agreement claims to encode of it. Out: an outline (documents, sections,
units), what the prose refers to and counts, and the state of every unit. The one idea: nobody has to believe that a
rule says what the contract says; each unit has an address and a fingerprint, and each must be accounted for.

The passes: `decoding` bytes to text; `lines` text to lines without page furniture; `paragraphs` lines to paragraphs;
`markers` and `headings` the mark and heading that a paragraph begins with; `outline` paragraphs to sections by a
stack; `sentences` paragraphs to units. Apart from these, `references`, `quantities` and `defined_terms` read the
small languages inside the prose, and `status` holds an agreement's claims against the units. Every pass takes time
linear in the text.
"""
