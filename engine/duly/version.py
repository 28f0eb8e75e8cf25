"""The version of the program.

In: nothing. Out: `VERSION`. The one idea: asking the installed package for it imports a parser of mail headers, for
which nobody who evaluates a contract should wait; a test holds it to the package's own.
"""

VERSION = "0.1.0"
