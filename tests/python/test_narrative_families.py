"""Narratives of the other families, in their wordings: what each figure is, of what, by which measure.

The departments and the figures are made up; only the forms of the sentences are those of published
budgets of Shanghai districts and of final accounts in the national form. The expected rows were
judged by hand: subject | kind | basis | figure as printed, in the order of the text.
"""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from ingest.narrative import list_numbers, read_claims

FINAL = """\
第一部分 青岭县水务局概况
一、主要职责
二、部门决算单位构成
纳入青岭县水务局2024年度部门决算编制范围的单位包括机关本级及下属3家事业单位。
第三部分 青岭县水务局2024年度
部门决算情况说明
一、收入支出决算总体情况说明
2024年度收、支总计均为1,234.56万元。与2023年度相比，收、支总计各增加100.00万元，增长8.81%。主要原因是：新增河道整治项目。
二、收入决算情况说明
本年收入合计1,200.00万元，其中：财政拨款收入1,100.00万元，占91.67%；上级补助收入0.00万元，占0.00%；事业收入60.00万元，占5.00%；经营收入0.00万元，占0.00%；附属单位上缴收入0.00万元，占0.00%；其他收入40.00万元，占3.33%。
三、支出决算情况说明
本年支出合计1,180.00万元，其中：基本支出700.00万元，占59.32%；项目支出480.00万元，占40.68%；上缴上级支出0.00万元，占0.00%。
四、财政拨款收入支出决算总体情况说明
2024年度财政拨款收、支总计均为1,110.00万元。与2023年度相比，财政拨款收、支总计各减少20.00万元，下降1.77%。
五、一般公共预算财政拨款支出决算情况说明
（一）一般公共预算财政拨款支出决算总体情况。
2024年度一般公共预算财政拨款支出1,050.00万元，占本年支出合计的88.98%。与2023年度相比，一般公共预算财政拨款支出减少30.00万元，下降2.78%。
（二）一般公共预算财政拨款支出决算结构情况。
2024年度一般公共预算财政拨款支出1,050.00万元，主要用于以下方面：一般公共服务（类）支出50.00万元，占4.76%；社会保障和就业（类）支出100.00万元，占9.52%；农林水（类）支出900.00万元，占85.71%。
（三）一般公共预算财政拨款支出决算具体情况。
2024年度一般公共预算财政拨款支出年初预算为1,000.00万元，支出决算为1,050.00万元，完成年初预算的105.00%。其中：
1.农林水支出（类）水利（款）行政运行（项）。年初预算为300.00万元，支出决算为320.00万元，完成年初预算的106.67%，决算数大于年初预算数的主要原因是：人员调资。
2．农林水支出（类）水利（款）水利工程运行与维护（项）年初预算为500.00万元，支出决算为500.00万元，完成年初预算的100.00%，决算数与年初预算数持平。
3.社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）：年初预算0万元，支出决算12.30万元，年初预算为0，无法计算完成率。
4.住房保障支出（类）住房改革支出（款）住房公积金（项）支出决算为40.00万元，完成年初预算50.00万元的80.00%。
六、一般公共预算财政拨款基本支出决算情况说明
2024年度一般公共预算财政拨款基本支出650.00万元，其中：
人员经费600.00万元，主要包括：基本工资、津贴补贴、奖金、住房公积金；
公用经费50.00万元，主要包括：办公费、印刷费、水费、电费。
七、财政拨款“三公”经费支出决算情况说明
（一）“三公”经费财政拨款支出决算总体情况说明。
2024年度“三公”经费财政拨款支出预算为20.00万元，支出决算为15.00万元，完成预算的75.00%，决算数小于预算数的主要原因是厉行节约。
（二）“三公”经费财政拨款支出决算具体情况说明。
2024年度“三公”经费财政拨款支出决算中，因公出国（境）费支出决算为0万元，占0%；公务用车购置及运行维护费支出决算为10.00万元，占66.67%；公务接待费支出决算为5.00万元，占33.33%。具体情况如下：
1.因公出国（境）费支出0万元，完成预算的0%。全年安排因公出国（境）团组0个，累计0人次。因公出国（境）支出决算比2023年增加0万元，增长0%。
2.公务用车购置及运行维护费支出10.00万元，完成预算的83.33%。公务用车购置及运行维护费支出决算比2023年度减少2.00万元，下降16.67%。其中：公务用车购置支出0万元，购置公务用车0辆。公务用车运行支出10.00万元，主要用于执法检查。截至2024年12月31日，开支财政拨款的公务用车保有量为5辆。
3.公务接待费支出5.00万元，完成预算的62.50%。公务接待费支出决算比2023年度减少1.00万元，下降16.67%。其中：国内公务接待支出5.00万元，国内公务接待3批次，24人次（不包括陪同人员）；国（境）外接待费支出0万元。
八、政府性基金预算财政拨款收入支出决算情况说明
2024年度政府性基金预算财政拨款年初结转和结余10.00万元，本年收入60.00万元，本年支出65.00万元，年末结转和结余5.00万元。
九、国有资本经营预算财政拨款支出决算情况说明
2024年度国有资本经营预算财政拨款支出决算为0万元。
十、预算绩效管理情况
根据预算绩效管理要求，我部门组织对2024年度一般公共预算项目支出全面开展绩效自评，共涉及项目12个，共涉及资金480.00万元，占一般公共预算项目支出总额的100%。组织对“河道整治”等2个项目开展部门评价，涉及资金200.00万元。
十一、其他重要事项的情况说明
（一）机关运行经费支出情况
2024年度机关运行经费支出45.00万元，比2023年度增加5.00万元，增长12.50%，主要原因是：物业费上涨。比年初预算数减少3.00万元，降低6.25%。
（二）政府采购支出情况
2024年度政府采购支出总额300.00万元，其中：政府采购货物支出100.00万元、政府采购工程支出150.00万元、政府采购服务支出50.00万元。授予中小企业合同金额240.00万元，占政府采购支出总额的80.00%，其中：授予小微企业合同金额120.00万元，占授予中小企业合同金额的50.00%；货物采购授予中小企业合同金额占货物支出金额的90.00%，工程采购授予中小企业合同金额占工程支出金额的70.00%。
（三）国有资产占用情况
截至2024年12月31日，青岭县水务局共有车辆5辆，其中：副部（省）级及以上领导用车0辆、主要负责人用车0辆、机要通信用车1辆、应急保障用车2辆、执法执勤用车2辆、特种专业技术用车0辆、其他用车0辆；单价100万元（含）以上设备（不含车辆）1台（套）。
第四部分 名词解释
"""

FINAL_ROWS = """
收、支总计 | amount | final | 1,234.56万元
收、支总计 | change_amount | prior_final | 100.00万元
收、支总计 | change_percent | prior_final | 8.81%
本年收入合计 | amount | final | 1,200.00万元
财政拨款收入 | amount | final | 1,100.00万元
财政拨款收入 | share_percent | final | 91.67%
上级补助收入 | amount | final | 0.00万元
上级补助收入 | share_percent | final | 0.00%
事业收入 | amount | final | 60.00万元
事业收入 | share_percent | final | 5.00%
经营收入 | amount | final | 0.00万元
经营收入 | share_percent | final | 0.00%
附属单位上缴收入 | amount | final | 0.00万元
附属单位上缴收入 | share_percent | final | 0.00%
其他收入 | amount | final | 40.00万元
其他收入 | share_percent | final | 3.33%
本年支出合计 | amount | final | 1,180.00万元
基本支出 | amount | final | 700.00万元
基本支出 | share_percent | final | 59.32%
项目支出 | amount | final | 480.00万元
项目支出 | share_percent | final | 40.68%
上缴上级支出 | amount | final | 0.00万元
上缴上级支出 | share_percent | final | 0.00%
财政拨款收、支总计 | amount | final | 1,110.00万元
财政拨款收、支总计 | change_amount | prior_final | 20.00万元
财政拨款收、支总计 | change_percent | prior_final | 1.77%
一般公共预算财政拨款支出 | amount | final | 1,050.00万元
一般公共预算财政拨款支出 | share_percent | final | 88.98%
一般公共预算财政拨款支出 | change_amount | prior_final | 30.00万元
一般公共预算财政拨款支出 | change_percent | prior_final | 2.78%
一般公共预算财政拨款支出 | amount | final | 1,050.00万元
一般公共服务（类）支出 | amount | final | 50.00万元
一般公共服务（类）支出 | share_percent | final | 4.76%
社会保障和就业（类）支出 | amount | final | 100.00万元
社会保障和就业（类）支出 | share_percent | final | 9.52%
农林水（类）支出 | amount | final | 900.00万元
农林水（类）支出 | share_percent | final | 85.71%
一般公共预算财政拨款支出 | amount | budget_initial | 1,000.00万元
一般公共预算财政拨款支出 | amount | final | 1,050.00万元
一般公共预算财政拨款支出 | completion_percent | budget_initial | 105.00%
农林水支出（类）水利（款）行政运行（项） | amount | budget_initial | 300.00万元
农林水支出（类）水利（款）行政运行（项） | amount | final | 320.00万元
农林水支出（类）水利（款）行政运行（项） | completion_percent | budget_initial | 106.67%
农林水支出（类）水利（款）水利工程运行与维护（项） | amount | budget_initial | 500.00万元
农林水支出（类）水利（款）水利工程运行与维护（项） | amount | final | 500.00万元
农林水支出（类）水利（款）水利工程运行与维护（项） | completion_percent | budget_initial | 100.00%
农林水支出（类）水利（款）水利工程运行与维护（项） | change_amount | budget_initial | 与年初预算数持平
社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项） | amount | budget_initial | 0万元
社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项） | amount | final | 12.30万元
社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项） | amount | budget_initial | 0
住房保障支出（类）住房改革支出（款）住房公积金（项）支出 | amount | final | 40.00万元
住房保障支出（类）住房改革支出（款）住房公积金（项）支出 | amount | budget_initial | 50.00万元
住房保障支出（类）住房改革支出（款）住房公积金（项）支出 | completion_percent | budget_initial | 80.00%
一般公共预算财政拨款基本支出 | amount | final | 650.00万元
人员经费 | amount | final | 600.00万元
公用经费 | amount | final | 50.00万元
“三公”经费财政拨款支出 | amount | budget_initial | 20.00万元
“三公”经费财政拨款支出 | amount | final | 15.00万元
“三公”经费财政拨款支出 | completion_percent | budget_initial | 75.00%
因公出国（境）费支出 | amount | final | 0万元
因公出国（境）费支出 | share_percent | final | 0%
公务用车购置及运行维护费支出 | amount | final | 10.00万元
公务用车购置及运行维护费支出 | share_percent | final | 66.67%
公务接待费支出 | amount | final | 5.00万元
公务接待费支出 | share_percent | final | 33.33%
因公出国（境）费支出 | amount | final | 0万元
因公出国（境）费支出 | completion_percent | budget_initial | 0%
全年安排因公出国（境）团组 | count |  | 0个
全年安排因公出国（境）团组 | count |  | 0人次
因公出国（境）支出 | change_amount | prior_final | 0万元
因公出国（境）支出 | change_percent | prior_final | 0%
公务用车购置及运行维护费支出 | amount | final | 10.00万元
公务用车购置及运行维护费支出 | completion_percent | budget_initial | 83.33%
公务用车购置及运行维护费支出 | change_amount | prior_final | 2.00万元
公务用车购置及运行维护费支出 | change_percent | prior_final | 16.67%
公务用车购置支出 | amount | final | 0万元
购置公务用车 | count |  | 0辆
公务用车运行支出 | amount | final | 10.00万元
开支财政拨款的公务用车保有量 | count |  | 5辆
公务接待费支出 | amount | final | 5.00万元
公务接待费支出 | completion_percent | budget_initial | 62.50%
公务接待费支出 | change_amount | prior_final | 1.00万元
公务接待费支出 | change_percent | prior_final | 16.67%
国内公务接待支出 | amount | final | 5.00万元
国内公务接待 | count |  | 3批次
国内公务接待 | count |  | 24人次
国（境）外接待费支出 | amount | final | 0万元
政府性基金预算财政拨款年初结转和结余 | amount | final | 10.00万元
本年收入 | amount | final | 60.00万元
本年支出 | amount | final | 65.00万元
年末结转和结余 | amount | final | 5.00万元
国有资本经营预算财政拨款支出 | amount | final | 0万元
项目 | count |  | 12个
项目 | amount | final | 480.00万元
项目 | share_percent | final | 100%
组织对“河道整治”等项目 | count |  | 2个
组织对“河道整治”等项目 | amount | final | 200.00万元
机关运行经费支出 | amount | final | 45.00万元
机关运行经费支出 | change_amount | prior_final | 5.00万元
机关运行经费支出 | change_percent | prior_final | 12.50%
机关运行经费支出 | change_amount | budget_initial | 3.00万元
机关运行经费支出 | change_percent | budget_initial | 6.25%
政府采购支出总额 | amount | final | 300.00万元
政府采购货物支出 | amount | final | 100.00万元
政府采购工程支出 | amount | final | 150.00万元
政府采购服务支出 | amount | final | 50.00万元
授予中小企业合同金额 | amount | final | 240.00万元
授予中小企业合同金额 | share_percent | final | 80.00%
授予小微企业合同金额 | amount | final | 120.00万元
授予小微企业合同金额 | share_percent | final | 50.00%
货物采购授予中小企业合同金额 | share_percent | final | 90.00%
工程采购授予中小企业合同金额 | share_percent | final | 70.00%
青岭县水务局共有车辆 | count |  | 5辆
副部（省）级及以上领导用车 | count |  | 0辆
主要负责人用车 | count |  | 0辆
机要通信用车 | count |  | 1辆
应急保障用车 | count |  | 2辆
执法执勤用车 | count |  | 2辆
特种专业技术用车 | count |  | 0辆
其他用车 | count |  | 0辆
单价100万元（含）以上设备（不含车辆） | count |  | 1台（套）
"""

FINAL_ELSEWHERE = """\
第二部分 2023年度部门决算情况说明
一、收入支出决算总体情况说明
2023年度收入总计300.12万元，其中本年收入290.00万元，与2022年度决算数相比增加10.00万元，增长3.57%，主要是人员增加。
2023年度收入、支出决算总计1,234.00万元。与上年相比，收、支总计各增加34.00万元，增长2.83%。其中：
（一）收入决算总计1,234.00万元。包括：
1．本年收入决算合计1,200.00万元。与上年相比，增加100.00万元，增长9.09%，变动原因：人员增加。
2．使用非财政拨款结余（含专用结余）0万元。与上年决算数相同。
3．年初结转和结余34.00万元。与上年相比，减少66.00万元，减少66.00%。
二、财政拨款支出决算情况说明
财政拨款支出1,050.00万元，占本年支出合计的98.00%。其中：
（一）一般公共服务支出（类）
1．人大事务（款）行政运行（项）。年初预算100.00万元，支出决算110.00万元，完成年初预算的110%。决算数与年初预算数的差异原因：人员增加。
2．人大事务（款）人大会议（项）。年初预算20.00万元，支出决算20.00万元，完成年初预算的100%。
三、三公经费
财政拨款“三公”经费支出决算总额10.00万元。与上年相比，减少1.00万元，变动原因：厉行节约。其中，因公出国（境）费支出决算0万元，占“三公”经费的0%；公务用车购置及运行维护费支出决算8.00万元，占“三公”经费的80%；公务接待费支出决算2.00万元，占“三公”经费的20%。具体情况如下：
1．因公出国（境）费支出预算0万元（其中：一般公共预算支出0万元；政府性基金预算支出0万元），支出决算0万元，完成调整后预算的0%，决算数与预算数相同。全年安排因公出国（境）团组0个，累计0人次。
2．“三公”经费财政拨款支出决算为5.00万元，完成预算80%，较上年度减少1.00万元，下降16.7%。决算数小于预算数的主要原因是压减。
3．国内公务接待20批次，200人次（不包括陪同人员），共计支出3.00万元，具体内容包括：调研接待1.00万元、检查接待2.00万元。
4.安排国内公务接待20批次（其中：外事接待0批次），接待人次200人（其中：外事接待人次0人）。
四、收入决算
收入合计12,345,678.90元。其中：财政拨款收入12,000,000.00元，占总收入的97.20%；上级补助收入0.00元，占总收入的0.00%；其他收入345,678.90元，占总收入的2.80%。与上年相比，收入合计增加100,000.00元，增长0.82%。其中：财政拨款收入增加90,000.00元，增长0.76%；其他收入增加10,000.00元，增长2.98%。
五、基本支出
2023年度用于保障机构正常运转的日常支出9,000,000.00元。其中：基本工资、津贴补贴等人员经费支出8,000,000.00元，占基本支出的88.89%；办公费、印刷费、水电费等公用经费1,000,000.00元，占基本支出的11.11%。
六、项目
2023年度用于完成特定任务的专项业务工作的经费支出3,000,000.00元。与上年相比增加200,000.00元，增长7.14%。
七、一般公共预算财政拨款支出决算情况说明
1.一般公共服务（类）支出6,000,000.00元，占一般公共预算财政拨款总支出的50.00%。主要用于人员工资；
2.一般公共服务（类）人大事务（款）行政运行（项）：支出决算为100.00万元，完成预算100%，决算数与预算数持平。
3.教育支出（类）进修及培训（款）培训支出（项）：年初预算为3.00万元，调整预算为2.50万元，支出决算为2.40万元，完成调整预算的96.00%，决算数小于年初预算数0.60万元。
4.卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）年初预算数为10.00万元，支出决算数为9.00万元，完成年初预算数的90.00%，较年初预算减少1.00万元，下降10.00%；较上年决算增加0.50万元，增长5.88%。
八、机构人员
部门2023年度末实有人员编制50人。其中：行政编制20人（含行政工勤编制2人），事业编制30人（含参公管理事业编制0人）；在职在编实有行政人员18人。
九、资产
资产总额20,000.00元，其中，流动资产5,000.00元，固定资产15,000.00元。
十、一般公共预算“三公”经费
一般公共预算财政拨款“三公”经费支出年初预算为50,000.00元，决算为40,000.00元，完成年初预算的80.00%。其中：因公出国（境）费支出年初预算为0.00元，决算为0.00元，完成年初预算的0.00%；公务用车购置费支出年初预算为0.00元，决算为0.00元，完成年初预算的0.00%；公务接待费支出年初预算为50,000.00元，决算为40,000.00元，完成年初预算的80.00%。
2023年度一般公共预算财政拨款“三公”经费支出决算数比2022年增加5,000.00元，增长14.29%。其中：因公出国（境）费支出决算增加0.00元，增长0.00%；公务接待费支出决算增加5,000.00元，增长14.29%。
2023年度“三公”经费支出全年预算数10.00万元，决算数8.00万元，完成全年预算的80.00%，比上年决算数减少0.50万元。
十一、绩效
我部门开展绩效自评的项目共5个，共涉及资金300.00万元，占应评项目的100%，平均得分96.5分。其中，“信息化运维”项目全年预算数为50.00万元，执行数为48.00万元，完成预算的96.00%，绩效自评得分为97.2分。
"""

FINAL_ELSEWHERE_ROWS = """
收入总计 | amount | final | 300.12万元
本年收入 | amount | final | 290.00万元
本年收入 | change_amount | prior_final | 10.00万元
本年收入 | change_percent | prior_final | 3.57%
收入、支出决算总计 | amount | final | 1,234.00万元
收、支总计 | change_amount | prior_final | 34.00万元
收、支总计 | change_percent | prior_final | 2.83%
收入决算总计 | amount | final | 1,234.00万元
本年收入决算合计 | amount | final | 1,200.00万元
本年收入决算合计 | change_amount | prior_final | 100.00万元
本年收入决算合计 | change_percent | prior_final | 9.09%
使用非财政拨款结余（含专用结余） | amount | final | 0万元
使用非财政拨款结余（含专用结余） | change_amount | prior_final | 与上年决算数相同
年初结转和结余 | amount | final | 34.00万元
年初结转和结余 | change_amount | prior_final | 66.00万元
年初结转和结余 | change_percent | prior_final | 66.00%
财政拨款支出 | amount | final | 1,050.00万元
财政拨款支出 | share_percent | final | 98.00%
人大事务（款）行政运行（项） | amount | budget_initial | 100.00万元
人大事务（款）行政运行（项） | amount | final | 110.00万元
人大事务（款）行政运行（项） | completion_percent | budget_initial | 110%
人大事务（款）人大会议（项） | amount | budget_initial | 20.00万元
人大事务（款）人大会议（项） | amount | final | 20.00万元
人大事务（款）人大会议（项） | completion_percent | budget_initial | 100%
财政拨款“三公”经费支出决算总额 | amount | final | 10.00万元
财政拨款“三公”经费支出决算总额 | change_amount | prior_final | 1.00万元
因公出国（境）费支出 | amount | final | 0万元
因公出国（境）费支出 | share_percent | final | 0%
公务用车购置及运行维护费支出 | amount | final | 8.00万元
公务用车购置及运行维护费支出 | share_percent | final | 80%
公务接待费支出 | amount | final | 2.00万元
公务接待费支出 | share_percent | final | 20%
因公出国（境）费支出 | amount | budget_initial | 0万元
一般公共预算支出 | amount | final | 0万元
政府性基金预算支出 | amount | final | 0万元
因公出国（境）费支出 | amount | final | 0万元
因公出国（境）费支出 | completion_percent | budget_full_year | 0%
因公出国（境）费支出 | change_amount | budget_initial | 与预算数相同
全年安排因公出国（境）团组 | count |  | 0个
全年安排因公出国（境）团组 | count |  | 0人次
“三公”经费财政拨款支出 | amount | final | 5.00万元
“三公”经费财政拨款支出 | completion_percent | budget_initial | 80%
“三公”经费财政拨款支出 | change_amount | prior_final | 1.00万元
“三公”经费财政拨款支出 | change_percent | prior_final | 16.7%
国内公务接待 | count |  | 20批次
国内公务接待 | count |  | 200人次
国内公务接待 | amount | final | 3.00万元
调研接待 | amount | final | 1.00万元
检查接待 | amount | final | 2.00万元
国内公务接待 | count |  | 20批次
外事接待 | count |  | 0批次
接待人次 | count |  | 200人
外事接待人次 | count |  | 0人
收入合计 | amount | final | 12,345,678.90元
财政拨款收入 | amount | final | 12,000,000.00元
财政拨款收入 | share_percent | final | 97.20%
上级补助收入 | amount | final | 0.00元
上级补助收入 | share_percent | final | 0.00%
其他收入 | amount | final | 345,678.90元
其他收入 | share_percent | final | 2.80%
收入合计 | change_amount | prior_final | 100,000.00元
收入合计 | change_percent | prior_final | 0.82%
财政拨款收入 | change_amount | prior_final | 90,000.00元
财政拨款收入 | change_percent | prior_final | 0.76%
其他收入 | change_amount | prior_final | 10,000.00元
其他收入 | change_percent | prior_final | 2.98%
保障机构正常运转的日常支出 | amount | final | 9,000,000.00元
基本工资、津贴补贴等人员经费支出 | amount | final | 8,000,000.00元
基本工资、津贴补贴等人员经费支出 | share_percent | final | 88.89%
办公费、印刷费、水电费等公用经费 | amount | final | 1,000,000.00元
办公费、印刷费、水电费等公用经费 | share_percent | final | 11.11%
完成特定任务的专项业务工作的经费支出 | amount | final | 3,000,000.00元
完成特定任务的专项业务工作的经费支出 | change_amount | prior_final | 200,000.00元
完成特定任务的专项业务工作的经费支出 | change_percent | prior_final | 7.14%
一般公共服务（类）支出 | amount | final | 6,000,000.00元
一般公共服务（类）支出 | share_percent | final | 50.00%
一般公共服务（类）人大事务（款）行政运行（项） | amount | final | 100.00万元
一般公共服务（类）人大事务（款）行政运行（项） | completion_percent | budget_initial | 100%
一般公共服务（类）人大事务（款）行政运行（项） | change_amount | budget_initial | 与预算数持平
教育支出（类）进修及培训（款）培训支出（项） | amount | budget_initial | 3.00万元
教育支出（类）进修及培训（款）培训支出（项） | amount | budget_full_year | 2.50万元
教育支出（类）进修及培训（款）培训支出（项） | amount | final | 2.40万元
教育支出（类）进修及培训（款）培训支出（项） | completion_percent | budget_full_year | 96.00%
教育支出（类）进修及培训（款）培训支出（项） | change_amount | budget_initial | 0.60万元
卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项） | amount | budget_initial | 10.00万元
卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项） | amount | final | 9.00万元
卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项） | completion_percent | budget_initial | 90.00%
卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项） | change_amount | budget_initial | 1.00万元
卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项） | change_percent | budget_initial | 10.00%
卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项） | change_amount | prior_final | 0.50万元
卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项） | change_percent | prior_final | 5.88%
部门2023年度末实有人员编制 | count |  | 50人
行政编制 | count |  | 20人
行政工勤编制 | count |  | 2人
事业编制 | count |  | 30人
参公管理事业编制 | count |  | 0人
在职在编实有行政人员 | count |  | 18人
资产总额 | amount | final | 20,000.00元
流动资产 | amount | final | 5,000.00元
固定资产 | amount | final | 15,000.00元
一般公共预算财政拨款“三公”经费支出 | amount | budget_initial | 50,000.00元
一般公共预算财政拨款“三公”经费支出 | amount | final | 40,000.00元
一般公共预算财政拨款“三公”经费支出 | completion_percent | budget_initial | 80.00%
因公出国（境）费支出 | amount | budget_initial | 0.00元
因公出国（境）费支出 | amount | final | 0.00元
因公出国（境）费支出 | completion_percent | budget_initial | 0.00%
公务用车购置费支出 | amount | budget_initial | 0.00元
公务用车购置费支出 | amount | final | 0.00元
公务用车购置费支出 | completion_percent | budget_initial | 0.00%
公务接待费支出 | amount | budget_initial | 50,000.00元
公务接待费支出 | amount | final | 40,000.00元
公务接待费支出 | completion_percent | budget_initial | 80.00%
一般公共预算财政拨款“三公”经费支出 | change_amount | prior_final | 5,000.00元
一般公共预算财政拨款“三公”经费支出 | change_percent | prior_final | 14.29%
因公出国（境）费支出 | change_amount | prior_final | 0.00元
因公出国（境）费支出 | change_percent | prior_final | 0.00%
公务接待费支出 | change_amount | prior_final | 5,000.00元
公务接待费支出 | change_percent | prior_final | 14.29%
“三公”经费支出 | amount | budget_full_year | 10.00万元
“三公”经费支出 | amount | final | 8.00万元
“三公”经费支出 | completion_percent | budget_full_year | 80.00%
“三公”经费支出 | change_amount | prior_final | 0.50万元
开展绩效自评的项目 | count |  | 5个
开展绩效自评的项目 | amount | final | 300.00万元
开展绩效自评的项目 | share_percent | final | 100%
平均得分 | count |  | 96.5分
“信息化运维”项目 | amount | budget_full_year | 50.00万元
“信息化运维”项目 | amount | final | 48.00万元
“信息化运维”项目 | completion_percent | budget_full_year | 96.00%
绩效自评得分 | count |  | 97.2分
"""

DISTRICT = """\
上海市云间区2026年区级部门预算
预算主管部门：上海市云间区档案局
一、部门主要职能
2026年部门预算编制说明
2026年，上海市云间区档案局预算支出总额为3,000.00万元，其中：财政拨款支出预算2,900.00万元，比2025年预算增加100.00万元。财政拨款支出预算中，一般公共预算拨款支出预算2,900.00万元，比2025年预算增加100.00万元；政府性基金拨款支出预算0万元，与2025年预算持平。
财政拨款支出主要内容如下：
1. “一般公共服务支出-档案事务-行政运行”科目1,202.95万元，主要用于机关人员支出。
2. “一般公共服务支出（类）档案事务（款）档案馆（项）”科目900万元，主要用于档案馆运转。
3、公共安全支出（204类）司法（06款）行政运行（01项）400万元。主要用于：基本支出。2025年当年预算执行数为410.50万元，2026年预算安排400万元，比2025年预算执行数减少2.56%。主要原因是：支出减少。
4、社会保障和就业支出（208类）行政事业单位养老支出（05款）行政单位离退休（01项）。主要用于退休人员支出。2026年度预算12万元，2025年度预算11.5万元，执行率98.20%，2025年当年预算执行数为11.29万元，2026年预算安排12万元，比2025年预算执行数增加6.29%。
5. 卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）25.10万元，主要用于医疗保险，比上年预算减少1.20万元，下降4.56%。
单位：元
表一
项目\t预算数
合计\t30000000
其他相关情况说明
一、2026年“三公”经费预算情况说明
2026年“三公”经费预算数为10.71万元，比2025年预算减少0.50万元。其中：
（一）因公出国（境）费0万元，与2025年预算持平。
（二）公务用车购置及运行费9.98万元，比2025年预算减少0.50万元，主要原因是车辆报废。其中：公务用车购置费0万元，与2025年预算持平；公务用车运行费9.98万元，比2025年预算减少0.50万元。
（三）公务接待费0.73万元，与2025年预算持平。
二、机关运行经费预算
2026年上海市云间区档案局下属1家机关和2家参公事业单位财政拨款的机关运行经费预算为120.30万元。
三、政府采购预算情况
2026年度本部门政府采购预算500.00万元，其中：政府采购货物预算100.00万元、政府采购工程预算0万元、政府采购服务预算400.00万元。
2026年度本部门面向中小企业预留政府采购项目预算金额300.00万元，其中，预留给小型和微型企业的政府采购项目预算为180.00万元。
四、绩效目标设置情况
按照本区预算绩效管理工作的总体要求，本部门3个预算单位开展了2026年项目预算绩效目标编报工作，编报绩效目标的项目12个，涉及项目预算资金1500.00万元。
五、国有资产占有使用情况
截至2025年8月31日，上海市云间区档案局共有车辆2辆，其中：一般公务用车1辆、一般执法执勤用车1辆；单价50万元（含）以上通用设备3台（套），单价100万元（含）以上专用设备1台（套）。
2026年部门预算安排购置车辆1辆，其中：一般公务用车1辆；安排购置单价50万元（含）以上通用设备0台（套）。
档案数字化专项经费情况说明
一、项目概述
对馆藏档案进行数字化。
六、年度预算安排
2026年度项目总预算300.00万，其中扫描加工200.00万，系统维护100万元，合计300.00万。
七、绩效目标
详见单位的项目绩效目标表
河道整治专项（政策资金）经费情况说明
一、项目概述
对河道进行整治。
六、年度预算安排
2026年度项目总预算120.00万，其中清淤120.00万。
"""

DISTRICT_ROWS = """
上海市云间区档案局预算支出总额 | amount | budget | 3,000.00万元
财政拨款支出预算 | amount | budget | 2,900.00万元
财政拨款支出预算 | change_amount | prior_budget | 100.00万元
一般公共预算拨款支出预算 | amount | budget | 2,900.00万元
一般公共预算拨款支出预算 | change_amount | prior_budget | 100.00万元
政府性基金拨款支出预算 | amount | budget | 0万元
政府性基金拨款支出预算 | change_amount | prior_budget | 与2025年预算持平
“一般公共服务支出-档案事务-行政运行”科目 | amount | budget | 1,202.95万元
“一般公共服务支出（类）档案事务（款）档案馆（项）”科目 | amount | budget | 900万元
公共安全支出（204类）司法（06款）行政运行（01项） | amount | budget | 400万元
公共安全支出（204类）司法（06款）行政运行（01项） | prior_amount | prior_executed | 410.50万元
公共安全支出（204类）司法（06款）行政运行（01项） | amount | budget | 400万元
公共安全支出（204类）司法（06款）行政运行（01项） | change_percent | prior_executed | 2.56%
社会保障和就业支出（208类）行政事业单位养老支出（05款）行政单位离退休（01项） | amount | budget | 12万元
社会保障和就业支出（208类）行政事业单位养老支出（05款）行政单位离退休（01项） | prior_amount | prior_budget | 11.5万元
社会保障和就业支出（208类）行政事业单位养老支出（05款）行政单位离退休（01项） | completion_percent | prior_budget | 98.20%
社会保障和就业支出（208类）行政事业单位养老支出（05款）行政单位离退休（01项） | prior_amount | prior_executed | 11.29万元
社会保障和就业支出（208类）行政事业单位养老支出（05款）行政单位离退休（01项） | amount | budget | 12万元
社会保障和就业支出（208类）行政事业单位养老支出（05款）行政单位离退休（01项） | change_percent | prior_executed | 6.29%
卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项） | amount | budget | 25.10万元
卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项） | change_amount | prior_budget | 1.20万元
卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项） | change_percent | prior_budget | 4.56%
“三公”经费预算数 | amount | budget | 10.71万元
“三公”经费预算数 | change_amount | prior_budget | 0.50万元
因公出国（境）费 | amount | budget | 0万元
因公出国（境）费 | change_amount | prior_budget | 与2025年预算持平
公务用车购置及运行费 | amount | budget | 9.98万元
公务用车购置及运行费 | change_amount | prior_budget | 0.50万元
公务用车购置费 | amount | budget | 0万元
公务用车购置费 | change_amount | prior_budget | 与2025年预算持平
公务用车运行费 | amount | budget | 9.98万元
公务用车运行费 | change_amount | prior_budget | 0.50万元
公务接待费 | amount | budget | 0.73万元
公务接待费 | change_amount | prior_budget | 与2025年预算持平
上海市云间区档案局下属机关 | count |  | 1家
参公事业单位 | count |  | 2家
机关运行经费预算 | amount | budget | 120.30万元
政府采购预算 | amount | budget | 500.00万元
政府采购货物预算 | amount | budget | 100.00万元
政府采购工程预算 | amount | budget | 0万元
政府采购服务预算 | amount | budget | 400.00万元
面向中小企业预留政府采购项目预算金额 | amount | budget | 300.00万元
预留给小型和微型企业的政府采购项目预算 | amount | budget | 180.00万元
预算单位 | count |  | 3个
编报绩效目标的项目 | count |  | 12个
编报绩效目标的项目 | amount | budget | 1500.00万元
上海市云间区档案局共有车辆 | count |  | 2辆
一般公务用车 | count |  | 1辆
一般执法执勤用车 | count |  | 1辆
单价50万元（含）以上通用设备 | count |  | 3台（套）
单价100万元（含）以上专用设备 | count |  | 1台（套）
部门预算安排购置车辆 | count |  | 1辆
一般公务用车 | count |  | 1辆
购置单价50万元（含）以上通用设备 | count |  | 0台（套）
项目总预算 | amount | budget | 300.00万
扫描加工 | amount | budget | 200.00万
系统维护 | amount | budget | 100万元
项目总预算 | amount | budget | 300.00万
项目总预算 | amount | budget | 120.00万
清淤 | amount | budget | 120.00万
"""

DISTRICT_UNIT = """\
上海市云间区2025年区级单位预算
预算单位：上海市云间区水务局
2025年单位预算编制说明
2025年，上海市云间区水务局（本级）收入预算9,876.54万元，其中：财政拨款收入9,800.00万元，比2024年预算执行数减少120.00万元；事业收入50万元；事业单位经营收入0万元；其他收入26.54万元。
支出预算9,876.54万元，其中：财政拨款支出预算9,800.00万元，比2024年预算执行数减少120.00万元。财政拨款支出预算中，一般公共预算拨款支出预算9,000.00万元，比2024年预算执行数减少200.00万元；政府性基金拨款支出预算800.00万元，比2024年预算执行数增加80.00万元；国有资本经营预算拨款支出预算0万元，与2024年预算执行数持平。
2025年区水务局财政拨款支出主要内容如下：
1. “农林水支出（类）水利（款）行政运行（项）”科目1,100.20万元，主要用于机关在职人员工资福利支出、商品和服务支出等基本支出。
2. “城乡社区支出-国有土地使用权出让收入安排的支出-其他国有土地使用权出让收入安排的支出”科目800.00万元，主要用于河道整治。
3.农林水支出（213类）水利（03款）水利工程建设（05项）3,500.00万元，主要用于：水利工程建设。2025年度预算3,500.00万元，2024年度预算3,100.00万元，增加400.00万元，增长12.90%。2024年当年预算执行数为3,050.00万元，2025年预算安排3,500.00万元，比2024年预算执行数增加14.75%。
4.卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）支出预算为50.60万元，同比增加2.10万元，增长4.33%，主要用于缴纳医疗保险。
5.社会保障和就业支出（208类05款05项）机关事业单位基本养老保险缴费支出90.00万元。
6.住房保障支出（类）住房改革支出（款）住房公积金（项）120.00万元（2024年执行数118.00万元，增长1.69%）。
其他相关情况说明
一、2025年“三公”经费预算情况说明
2025年“三公”经费预算数为15.20万元，比2024年预算增加1.20万元。其中：
（一）因公出国（境）费2.00万元，比2024年预算增加2.00万元，主要原因是增加出访任务；
（二）公务用车购置及运行费12.00万元，比2024年预算减少0.80万元，主要原因是压减车辆运行费。其中：公务用车购置费0万元，与2024年预算持平；公务用车运行费12.00万元，比2024年预算减少0.80万元。
（三）公务接待费1.20万元，与2024年预算相同。
二、机关运行经费预算
2025年上海市云间区水务局（部门）下属1家机关和0家参公事业单位财政拨款的机关运行经费预算为210.50万元，比2024年预算增加5.20万元，增长2.53%。
三、政府采购情况
2025年本单位政府采购预算650.10万元，其中：政府采购货物预算40.10万元、政府采购工程预算200.00万元、政府采购服务预算410.00万元。
2025年本单位面向中小企业预留政府采购项目预算金额400.00万元，其中，预留给小型和微型企业的政府采购项目预算为100.00万元。
四、绩效目标设置情况
按照本区预算绩效管理工作的总体要求，2025年本单位编报绩效目标的项目共8个，涉及项目预算资金5,000.00万元。
五、国有资产占有使用情况
截至2024年8月31日，本单位共有车辆3辆，其中：一般公务用车1辆、执法执勤用车2辆；单价50万元（含）以上通用设备1台（套）；单价100万元（含）以上专用设备0台（套）。
2025年部门预算安排购置车辆0辆；安排购置单价50万元（含）以上通用设备0台（套）。
六、重点项目
河道养护经费情况说明
一、项目概述
养护河道120条，总长350.5公里。
二、年度预算安排
2025年本项目预算安排资金1,200.00万元，其中：区级财政资金800.00万元，市级补助资金400.00万元。
"""

DISTRICT_UNIT_ROWS = """
上海市云间区水务局（本级）收入预算 | amount | budget | 9,876.54万元
财政拨款收入 | amount | budget | 9,800.00万元
财政拨款收入 | change_amount | prior_executed | 120.00万元
事业收入 | amount | budget | 50万元
事业单位经营收入 | amount | budget | 0万元
其他收入 | amount | budget | 26.54万元
支出预算 | amount | budget | 9,876.54万元
财政拨款支出预算 | amount | budget | 9,800.00万元
财政拨款支出预算 | change_amount | prior_executed | 120.00万元
一般公共预算拨款支出预算 | amount | budget | 9,000.00万元
一般公共预算拨款支出预算 | change_amount | prior_executed | 200.00万元
政府性基金拨款支出预算 | amount | budget | 800.00万元
政府性基金拨款支出预算 | change_amount | prior_executed | 80.00万元
国有资本经营预算拨款支出预算 | amount | budget | 0万元
国有资本经营预算拨款支出预算 | change_amount | prior_executed | 与2024年预算执行数持平
“农林水支出（类）水利（款）行政运行（项）”科目 | amount | budget | 1,100.20万元
“城乡社区支出-国有土地使用权出让收入安排的支出-其他国有土地使用权出让收入安排的支出”科目 | amount | budget | 800.00万元
农林水支出（213类）水利（03款）水利工程建设（05项） | amount | budget | 3,500.00万元
农林水支出（213类）水利（03款）水利工程建设（05项） | amount | budget | 3,500.00万元
农林水支出（213类）水利（03款）水利工程建设（05项） | prior_amount | prior_budget | 3,100.00万元
农林水支出（213类）水利（03款）水利工程建设（05项） | change_amount | prior_budget | 400.00万元
农林水支出（213类）水利（03款）水利工程建设（05项） | change_percent | prior_budget | 12.90%
农林水支出（213类）水利（03款）水利工程建设（05项） | prior_amount | prior_executed | 3,050.00万元
农林水支出（213类）水利（03款）水利工程建设（05项） | amount | budget | 3,500.00万元
农林水支出（213类）水利（03款）水利工程建设（05项） | change_percent | prior_executed | 14.75%
卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）支出预算 | amount | budget | 50.60万元
卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）支出预算 | change_amount | prior_budget | 2.10万元
卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）支出预算 | change_percent | prior_budget | 4.33%
社会保障和就业支出（208类05款05项）机关事业单位基本养老保险缴费支出 | amount | budget | 90.00万元
住房保障支出（类）住房改革支出（款）住房公积金（项） | amount | budget | 120.00万元
住房保障支出（类）住房改革支出（款）住房公积金（项） | prior_amount | prior_executed | 118.00万元
住房保障支出（类）住房改革支出（款）住房公积金（项） | change_percent | prior_executed | 1.69%
“三公”经费预算数 | amount | budget | 15.20万元
“三公”经费预算数 | change_amount | prior_budget | 1.20万元
因公出国（境）费 | amount | budget | 2.00万元
因公出国（境）费 | change_amount | prior_budget | 2.00万元
公务用车购置及运行费 | amount | budget | 12.00万元
公务用车购置及运行费 | change_amount | prior_budget | 0.80万元
公务用车购置费 | amount | budget | 0万元
公务用车购置费 | change_amount | prior_budget | 与2024年预算持平
公务用车运行费 | amount | budget | 12.00万元
公务用车运行费 | change_amount | prior_budget | 0.80万元
公务接待费 | amount | budget | 1.20万元
公务接待费 | change_amount | prior_budget | 与2024年预算相同
上海市云间区水务局（部门）下属机关 | count |  | 1家
参公事业单位 | count |  | 0家
机关运行经费预算 | amount | budget | 210.50万元
机关运行经费预算 | change_amount | prior_budget | 5.20万元
机关运行经费预算 | change_percent | prior_budget | 2.53%
政府采购预算 | amount | budget | 650.10万元
政府采购货物预算 | amount | budget | 40.10万元
政府采购工程预算 | amount | budget | 200.00万元
政府采购服务预算 | amount | budget | 410.00万元
面向中小企业预留政府采购项目预算金额 | amount | budget | 400.00万元
预留给小型和微型企业的政府采购项目预算 | amount | budget | 100.00万元
编报绩效目标的项目 | count |  | 8个
编报绩效目标的项目 | amount | budget | 5,000.00万元
车辆 | count |  | 3辆
一般公务用车 | count |  | 1辆
执法执勤用车 | count |  | 2辆
单价50万元（含）以上通用设备 | count |  | 1台（套）
单价100万元（含）以上专用设备 | count |  | 0台（套）
部门预算安排购置车辆 | count |  | 0辆
购置单价50万元（含）以上通用设备 | count |  | 0台（套）
养护河道 | count |  | 120条
总长 | count |  | 350.5公里
本项目预算安排资金 | amount | budget | 1,200.00万元
区级财政资金 | amount | budget | 800.00万元
市级补助资金 | amount | budget | 400.00万元
"""

FAMILIES = {
    "final accounts, national form": (FINAL, FINAL_ROWS),
    "final accounts, other provinces": (FINAL_ELSEWHERE, FINAL_ELSEWHERE_ROWS),
    "district budget of a department": (DISTRICT, DISTRICT_ROWS),
    "district budget of a unit": (DISTRICT_UNIT, DISTRICT_UNIT_ROWS),
}


def read(text: str) -> list[str]:
    """Return subject, kind, basis and figure of every claim."""
    rows = []
    for claim in read_claims(text.split("\n")):
        subject = (
            f"{claim.subject_text}/{claim.part_text}" if claim.part_text else claim.subject_text
        )
        rows.append(f"{subject} | {claim.figure_kind} | {claim.basis} | {claim.published_text}")
    return rows


@pytest.mark.parametrize(("text", "expected"), FAMILIES.values(), ids=FAMILIES.keys())
def test_family_is_read_as_its_authors_mean_it(text: str, expected: str) -> None:
    """Each figure has the subject, the kind and the measure that its sentence gives it."""
    assert read(text) == expected.strip().split("\n")


@pytest.mark.parametrize("text", [text for text, _ in FAMILIES.values()], ids=FAMILIES.keys())
def test_every_number_of_a_family_is_a_claim_or_has_a_reason(text: str) -> None:
    """No number of the prose is passed over without saying why."""
    for number in list_numbers(text.split("\n")):
        assert (number.claim is None) == bool(number.reason), number


# One sentence each: what stands in front of it, the sentence, what it states.
FINAL_TITLE = "第三部分 2024年度部门决算情况说明"
BUDGET_TITLE = "2026年部门预算编制说明"


@pytest.mark.parametrize(
    ("title", "sentence", "expected"),
    [
        (
            FINAL_TITLE,
            "公务接待费支出决算为4.00万元，完成预算5.00万元的80.00%，比上年减少1.00万元。",
            [
                "公务接待费支出 | amount | final | 4.00万元",
                "公务接待费支出 | amount | budget_initial | 5.00万元",
                "公务接待费支出 | completion_percent | budget_initial | 80.00%",
                "公务接待费支出 | change_amount | prior_final | 1.00万元",
            ],
        ),
        (
            FINAL_TITLE,
            "会议费全年预算为6.00万元，决算为3.00万元，完成预算的50%。",
            [
                "会议费 | amount | budget_full_year | 6.00万元",
                "会议费 | amount | final | 3.00万元",
                "会议费 | completion_percent | budget_full_year | 50%",
            ],
        ),
        (
            FINAL_TITLE,
            "培训费年初预算为6.00万元，支出决算为6.00万元，决算数与预算数持平。",
            [
                "培训费 | amount | budget_initial | 6.00万元",
                "培训费 | amount | final | 6.00万元",
                "培训费 | change_amount | budget_initial | 与预算数持平",
            ],
        ),
        (
            FINAL_TITLE,
            "一般公共预算100.00万元，政府性基金预算20.00万元。",
            [
                "一般公共预算 | amount | final | 100.00万元",
                "政府性基金预算 | amount | final | 20.00万元",
            ],
        ),
        (
            FINAL_TITLE,
            "支出总计80.00万元，2023年度决算数为90.00万元。",
            [
                "支出总计 | amount | final | 80.00万元",
                "支出总计 | prior_amount | prior_final | 90.00万元",
            ],
        ),
        (
            BUDGET_TITLE,
            "行政运行（项）30万元，2025年度预算28万元，执行率95.00%。",
            [
                "行政运行（项） | amount | budget | 30万元",
                "行政运行（项） | prior_amount | prior_budget | 28万元",
                "行政运行（项） | completion_percent | prior_budget | 95.00%",
            ],
        ),
        (
            BUDGET_TITLE,
            "道路工程预算执行率95%。",
            ["道路工程预算执行率 | share_percent | budget | 95%"],
        ),
        (
            BUDGET_TITLE,
            "接待游客5.5万人次，项目总预算30万，其中场租10.50万，合计30万。",
            [
                "接待游客 | count |  | 5.5万人次",
                "项目总预算 | amount | budget | 30万",
                "场租 | amount | budget | 10.50万",
                "项目总预算 | amount | budget | 30万",
            ],
        ),
    ],
)
def test_sentence_states(title: str, sentence: str, expected: list[str]) -> None:
    """A sentence by itself, under a title that says of what document it is."""
    assert read(f"{title}\n{sentence}") == expected


def test_prose_behind_the_tables_is_read_under_its_own_titles() -> None:
    """其他相关情况说明 and the projects follow the tables; headings alike are told by the project."""
    claims = read_claims(DISTRICT.split("\n"))
    assert [c.section for c in claims if c.subject_text == "项目总预算"] == [
        *["档案数字化专项经费情况说明 六、年度预算安排"] * 2,
        "河道整治专项（政策资金）经费情况说明 六、年度预算安排",
    ]
    assert "一、2026年“三公”经费预算情况说明" in {c.section for c in claims}


def test_tables_are_no_prose() -> None:
    """Neither the rows nor the titles and frames of tables between the prose state anything."""
    lines = DISTRICT.split("\n")
    claims = read_claims(lines)
    first = next(index for index, line in enumerate(lines, 1) if "\t" in line)
    last = max(index for index, line in enumerate(lines, 1) if "\t" in line)
    assert [claim for claim in claims if first <= claim.source_line <= last] == []
    assert any(claim.source_line < first for claim in claims)
    assert any(claim.source_line > last for claim in claims)


PART = "第三部分"
HEADING = " 青岭县水务局2024年度部门决算情况说明"


@pytest.mark.parametrize("break_at", range(len(HEADING)))
def test_part_heading_may_be_broken_anywhere(break_at: int) -> None:
    """A heading broken over two lines loses neither the narrative nor its year nor its stage."""
    heading = f"{PART}{HEADING[:break_at]}\n{HEADING[break_at:]}"
    text = f"第二部分 部门决算表\n{heading}\n一、总体情况\n"
    text += "2023年度支出决算数80.00万元。2024年度支出总计90.00万元。"
    assert [row.split(" | ")[1:] for row in read(text)] == [
        ["prior_amount", "prior_final", "80.00万元"],
        ["amount", "final", "90.00万元"],
    ]


def test_section_heading_may_be_broken() -> None:
    """Its second line is no section of its own."""
    text = f"{FINAL_TITLE}\n六、一般公共预算财政拨款基本\n支出决算情况说明\n基本支出90.00万元。"
    (claim,) = read_claims(text.split("\n"))
    assert claim.section == "六、一般公共预算财政拨款基本支出决算情况说明"
