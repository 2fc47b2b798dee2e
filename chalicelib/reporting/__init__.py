"""Reports for people's files: an attempt as PDF, an exam's violations as a workbook.

Their libraries load when a report is asked for, never with the API.
"""
