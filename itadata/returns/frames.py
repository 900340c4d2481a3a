"""The answers of a return as the frame that they have in the store."""

import pandas as pd

from itadata.returns.model import Return


def answers_frame(document: Return, file: str) -> pd.DataFrame:
    """The answers of a return that is not stored yet, one row a step.

    The columns of `Snapshot.answers` without version: fiscal_year, round int, agency_code str,
    measure_no int, step_no str, status str or None, done_on date or None, evidence, note, results,
    outcomes, file, sheet, cell, results_cell, outcomes_cell str.
    """
    rows = [
        {
            "fiscal_year": document.fiscal_year,
            "round": document.round,
            "agency_code": document.agency_code,
            "measure_no": answer.measure_no,
            "step_no": answer.step_no,
            "status": answer.status.value if answer.status else None,
            "done_on": answer.done_on,
            "evidence": answer.evidence,
            "note": answer.note,
            "results": text.results,
            "outcomes": text.outcomes,
            "file": file,
            "sheet": answer.sheet,
            "cell": answer.cell,
            "results_cell": text.results_cell,
            "outcomes_cell": text.outcomes_cell,
        }
        for answer in document.answers
        for text in [document.texts_by_measure[answer.measure_no]]
    ]
    return pd.DataFrame(rows, dtype=object)
