import type { CardWords } from '@hookwright/engine'
import { assignWords } from './assign/words.ts'
import { assignIfWords } from './assign-if/words.ts'
import { authpingWords } from './authping/words.ts'
import { base64Words } from './base64/words.ts'
import { base64DecodeWords } from './base64-decode/words.ts'
import { callFlowWords } from './call-flow/words.ts'
import { callFlowAsyncWords } from './call-flow-async/words.ts'
import { compareWords } from './compare/words.ts'
import { composeWords } from './compose/words.ts'
import { concatenateWords } from './concatenate/words.ts'
import { connectorEventWords } from './connector-event/words.ts'
import { continueIfWords } from './continue-if/words.ts'
import { dateAddWords } from './date-add/words.ts'
import { dateSubtractWords } from './date-subtract/words.ts'
import { dateToTextWords } from './date-to-text/words.ts'
import { forEachWords } from './for-each/words.ts'
import { forEachIgnoreErrorsWords } from './for-each-ignore-errors/words.ts'
import { getMultipleWords } from './get-multiple/words.ts'
import { hashWords } from './hash/words.ts'
import { helperFlowWords } from './helper-flow/words.ts'
import { hmacWords } from './hmac/words.ts'
import { ifElseWords } from './if-else/words.ts'
import { ifElseIfWords } from './if-else-if/words.ts'
import { ifErrorWords } from './if-error/words.ts'
import { jsonParseWords } from './json-parse/words.ts'
import { jsonStringifyWords } from './json-stringify/words.ts'
import { listAtWords } from './list-at/words.ts'
import { listConstructWords } from './list-construct/words.ts'
import { listFilterWords } from './list-filter/words.ts'
import { listIncludesWords } from './list-includes/words.ts'
import { listLengthWords } from './list-length/words.ts'
import { listMapWords } from './list-map/words.ts'
import { listRegistrationsWords } from './list-registrations/words.ts'
import { listToTextWords } from './list-to-text/words.ts'
import { listingReturnWords } from './listing-return/words.ts'
import { noteWords } from './note/words.ts'
import { nowWords } from './now/words.ts'
import { numberAddWords } from './number-add/words.ts'
import { numberDivideWords } from './number-divide/words.ts'
import { numberMultiplyWords } from './number-multiply/words.ts'
import { numberRoundWords } from './number-round/words.ts'
import { numberSubtractWords } from './number-subtract/words.ts'
import { objectConstructWords } from './object-construct/words.ts'
import { objectGetWords } from './object-get/words.ts'
import { objectMergeWords } from './object-merge/words.ts'
import { pluckWords } from './pluck/words.ts'
import { rawRequestWords } from './raw-request/words.ts'
import { registrationReturnWords } from './registration-return/words.ts'
import { repeatWords } from './repeat/words.ts'
import { replaceWords } from './replace/words.ts'
import { returnCardWords } from './return/words.ts'
import { returnErrorIfWords } from './return-error-if/words.ts'
import { returnOutputsWords } from './return-outputs/words.ts'
import { splitWords } from './split/words.ts'
import { textSegmentWords } from './text-segment/words.ts'
import { toDateWords } from './to-date/words.ts'
import { toLowerCaseWords } from './to-lower-case/words.ts'
import { toUpperCaseWords } from './to-upper-case/words.ts'
import { trimWords } from './trim/words.ts'
import { urlEncodeWords } from './url-encode/words.ts'
import { waitForWords } from './wait-for/words.ts'
import { webhookDeregistrationWords } from './webhook-deregistration/words.ts'
import { webhookEventWords } from './webhook-event/words.ts'
import { webhookProbeWords } from './webhook-probe/words.ts'
import { webhookRegistrationWords } from './webhook-registration/words.ts'
import { webhookRenewalWords } from './webhook-renewal/words.ts'

/** What is told of each card type of an installation, one line a card; pages load it when somebody asks. */
export const cardWords: ReadonlyMap<string, CardWords> = new Map([
  ['webhook-event', webhookEventWords],
  ['webhook-registration', webhookRegistrationWords],
  ['webhook-deregistration', webhookDeregistrationWords],
  ['webhook-renewal', webhookRenewalWords],
  ['webhook-probe', webhookProbeWords],
  ['list-registrations', listRegistrationsWords],
  ['authping', authpingWords],
  ['connector-event', connectorEventWords],
  ['return-outputs', returnOutputsWords],
  ['registration-return', registrationReturnWords],
  ['listing-return', listingReturnWords],
  ['if-else', ifElseWords],
  ['if-else-if', ifElseIfWords],
  ['continue-if', continueIfWords],
  ['assign-if', assignIfWords],
  ['if-error', ifErrorWords],
  ['return-error-if', returnErrorIfWords],
  ['helper-flow', helperFlowWords],
  ['call-flow', callFlowWords],
  ['call-flow-async', callFlowAsyncWords],
  ['repeat', repeatWords],
  ['wait-for', waitForWords],
  ['return', returnCardWords],
  ['assign', assignWords],
  ['compose', composeWords],
  ['concatenate', concatenateWords],
  ['split', splitWords],
  ['text-segment', textSegmentWords],
  ['to-lower-case', toLowerCaseWords],
  ['to-upper-case', toUpperCaseWords],
  ['trim', trimWords],
  ['replace', replaceWords],
  ['base64', base64Words],
  ['base64-decode', base64DecodeWords],
  ['url-encode', urlEncodeWords],
  ['number-add', numberAddWords],
  ['number-subtract', numberSubtractWords],
  ['number-multiply', numberMultiplyWords],
  ['number-divide', numberDivideWords],
  ['number-round', numberRoundWords],
  ['compare', compareWords],
  ['now', nowWords],
  ['date-add', dateAddWords],
  ['date-subtract', dateSubtractWords],
  ['date-to-text', dateToTextWords],
  ['to-date', toDateWords],
  ['object-construct', objectConstructWords],
  ['object-get', objectGetWords],
  ['get-multiple', getMultipleWords],
  ['object-merge', objectMergeWords],
  ['list-construct', listConstructWords],
  ['list-at', listAtWords],
  ['pluck', pluckWords],
  ['list-length', listLengthWords],
  ['list-map', listMapWords],
  ['list-filter', listFilterWords],
  ['list-includes', listIncludesWords],
  ['list-to-text', listToTextWords],
  ['for-each', forEachWords],
  ['for-each-ignore-errors', forEachIgnoreErrorsWords],
  ['raw-request', rawRequestWords],
  ['json-parse', jsonParseWords],
  ['json-stringify', jsonStringifyWords],
  ['hmac', hmacWords],
  ['hash', hashWords],
  ['note', noteWords]
])
