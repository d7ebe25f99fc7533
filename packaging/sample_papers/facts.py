"""What every paper of the sample case agrees on, and the laboratory values that appear on more than one of them."""

from typing import Final

NAME: Final = "LIN, Wei"
BORN: Final = "09 Mar 1968"
ADDRESS: Final = "14 Sallow Bank, Edinburgh"
CRAIGMUIR_NO: Final = "CUH 482913"
WESTERHAUGH_NO: Final = "W0175528"
INVENTED: Final = "Invented sample paper. No real person, doctor or hospital."

# Dates of the cumulative sheet, then one row a test: name, unit, range as printed, one value a date.
LAB_DATES: Final = ("10/06/2024", "09/09/2024", "16/12/2024", "16/06/2025", "09/03/2026", "14/09/2026", "27/10/2026")
LAB_ROWS: Final = (
    ("Haemoglobin", "g/L", "130–170", ("134", "98 L", "117 L", "136", "139", "124 L", "116 L")),
    ("White cells", "×10⁹/L", "4.0–10.0", ("6.4", "3.1 L", "3.9 L", "5.2", "5.6", "5.9", "5.1")),
    ("Neutrophils", "×10⁹/L", "1.8–7.5", ("4.2", "1.9", "2.3", "3.1", "3.4", "4.0", "3.6")),
    ("Lymphocytes", "×10⁹/L", "1.1–4.0", ("1.4", "0.6 L", "0.9 L", "1.3", "1.4", "1.0 L", "0.8 L")),
    ("Platelets", "×10⁹/L", "150–400", ("231", "88 L", "142 L", "176", "189", "168", "151")),
    ("Sodium", "mmol/L", "133–146", ("139", "141", "140", "140", "141", "139", "138")),
    ("Potassium", "mmol/L", "3.5–5.3", ("4.2", "3.9", "4.1", "4.3", "4.2", "4.1", "4.0")),
    ("Urea", "mmol/L", "2.5–7.8", ("5.6", "4.8", "5.1", "5.5", "5.7", "6.2", "6.4")),
    ("Creatinine", "µmol/L", "62–106", ("84", "79", "81", "86", "85", "92", "94")),
    ("ALT", "U/L", "10–50", ("24", "38", "31", "22", "21", "26", "29")),
    ("Bilirubin", "µmol/L", "0–21", ("9", "8", "10", "9", "11", "10", "9")),
    ("Albumin", "g/L", "35–50", ("41", "36", "39", "43", "43", "38", "36")),
    ("LDH", "U/L", "135–225", ("326 H", "214", "176", "181", "192", "318 H", "365 H")),
    ("CRP", "mg/L", "0–5", ("12 H", "4", "3", "2", "2", "19 H", "24 H")),
    ("IgG", "g/L", "6.0–16.0", ("–", "–", "5.1 L", "6.2", "6.8", "–", "6.4")),
)
VIROLOGY: Final = (
    ("HBsAg", "Not detected", "Chemiluminescence"),
    ("Anti-HBc (total)", "REACTIVE", "Chemiluminescence"),
    ("Anti-HBs", "146 IU/L", "Chemiluminescence"),
    ("HBV DNA", "Not detected", "PCR, limit 10 IU/mL"),
    ("Anti-HCV", "Not detected", "Chemiluminescence"),
    ("HIV Ag/Ab", "Not detected", "Fourth generation"),
    ("CMV IgG", "POSITIVE", "Chemiluminescence"),
    ("Syphilis", "Not detected", "Treponemal screen"),
    ("TB blood test (IGRA)", "Negative", "Interferon gamma release"),
)
# Cycle, date, then the values before it: haemoglobin, neutrophils, platelets, LDH, creatinine; and a remark.
R_CHOP: Final = (
    ("1", "20/06/2023", "121", "5.2", "288", "398 H", "88", ""),
    ("2", "11/07/2023", "115", "3.4", "301", "241 H", "85", ""),
    ("3", "01/08/2023", "110", "2.9", "266", "205", "83", ""),
    ("4", "22/08/2023", "108", "2.6", "254", "196", "84", "fever day 11"),
    ("5", "19/09/2023", "104", "3.1", "249", "202", "86", "1 week late"),
    ("6", "10/10/2023", "109", "2.8", "231", "190", "85", ""),
)
# The emergency department's values: test, value with its mark, unit, range as printed.
HAMBURG_LABS: Final = (
    ("LDH", "298 +", "U/l", "< 250"),
    ("Hämoglobin", "12,9 -", "g/dl", "13,5–17,2"),
    ("Leukozyten", "6,1", "/nl", "4,0–10,0"),
    ("Thrombozyten", "171", "/nl", "150–400"),
    ("Kreatinin", "1,02", "mg/dl", "0,70–1,20"),
    ("CRP", "21 +", "mg/l", "< 5"),
)
PORTAL_LABS: Final = (
    ("Haemoglobin", "112", "g/L", "130–170", "L"),
    ("White cells", "4.7", "×10⁹/L", "4.0–10.0", ""),
    ("Neutrophils", "3.2", "×10⁹/L", "1.8–7.5", ""),
    ("Lymphocytes", "0.7", "×10⁹/L", "1.1–4.0", "L"),
    ("Platelets", "139", "×10⁹/L", "150–400", "L"),
    ("Creatinine", "97", "µmol/L", "62–106", ""),
    ("LDH", "402", "U/L", "135–225", "H"),
)
