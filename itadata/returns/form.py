"""The sheets, labels and headings of the return workbook."""

IDENTITY_SHEET = "ข้อมูลส่วนราชการ"
FORM_SHEET = "แบบรายงาน"
GUIDE_SHEET = "คำแนะนำ"

LABELS = {
    "agency_code": ("รหัสส่วนราชการ",),
    "agency": ("ส่วนราชการ", "ชื่อส่วนราชการ", "หน่วยงาน"),
    "fiscal_year": ("ปีงบประมาณ", "ปีงบประมาณ พ.ศ."),
    "round": ("รอบรายงาน", "รอบ", "รอบการรายงาน"),
    "reporter": ("ผู้รายงาน",),
    "position": ("ตำแหน่ง",),
    "telephone": ("โทรศัพท์", "เบอร์โทรศัพท์"),
    "reported_on": ("วันที่รายงาน",),
    "certifier": ("ผู้รับรอง (หัวหน้าส่วนราชการ)", "ผู้รับรอง"),
    "letter_no": ("เลขที่หนังสือนำส่ง",),
    "letter_date": ("ลงวันที่",),
    "template_version": ("รุ่นแบบรายงาน",),
    "carried_from": ("ยกมาจาก",),
}

HEADINGS = {
    "no": ("ลำดับ", "ลำดับที่", "ที่"),
    "measure": ("มาตรการ",),
    "step": ("ขั้นตอนหรือวิธีการ", "ขั้นตอน"),
    "responsible": ("ผู้รับผิดชอบ",),
    "status": ("สถานะ", "สถานะการดำเนินการ"),
    "done_on": ("วันที่แล้วเสร็จ", "วันที่ดำเนินการแล้วเสร็จ"),
    "results": ("ผลการดำเนินการ",),
    "outcomes": ("ผลลัพธ์ความสำเร็จ", "ผลลัพธ์"),
    "evidence": ("หลักฐาน", "เอกสาร/หลักฐาน"),
    "note": ("หมายเหตุ",),
}
REQUIRED_HEADINGS = ("no", "step", "status", "done_on", "results", "outcomes", "evidence", "note")
