window.gleanTools = [
[3,"<script>alert(1)</script> [click](javascript:alert(1)) **bold** www.evil.example | a & b  gnp  # heading","Other","<script>alert(1)</script> [click](javascript:alert(1)) **bold** www.evil.example | a & b  gnp  # heading"],
[1,"Callnote","Conversation","Records calls and writes the summary."],
[2,"Leadfold","CRM",""],
];
