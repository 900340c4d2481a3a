"""Tests of trying the links of evidence."""
