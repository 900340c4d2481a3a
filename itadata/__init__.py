"""ITA scores, integrity measures and the returns of agencies: from a workbook's bytes to a chart."""
