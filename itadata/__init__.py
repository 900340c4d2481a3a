"""ITA scores, integrity measures and returns: from a workbook's bytes to a chart."""
