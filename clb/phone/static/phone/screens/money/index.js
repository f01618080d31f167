// The screens of money.
import { gift } from "./gift.js"
import { fix, list, one } from "./receipt.js"
import { fee, repay } from "./repay.js"
import { fees, sheet } from "./sheet.js"
import { till, which } from "./till.js"

export const moneyScreens = [which, till, sheet, fees, repay, fee, gift, list, one, fix]
