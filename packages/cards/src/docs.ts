import type { CardDocs } from '@hookwright/engine'
import { assignWords } from './assign/docs.ts'
import { assignIfWords } from './assign-if/docs.ts'
import { authpingWords } from './authping/docs.ts'
import { base64Words } from './base64/docs.ts'
import { base64DecodeWords } from './base64-decode/docs.ts'
import { callFlowWords } from './call-flow/docs.ts'
import { callFlowAsyncWords } from './call-flow-async/docs.ts'
import { compareWords } from './compare/docs.ts'
import { composeWords } from './compose/docs.ts'
import { concatenateWords } from './concatenate/docs.ts'
import { connectorEventWords } from './connector-event/docs.ts'
import { continueIfWords } from './continue-if/docs.ts'
import { dateAddWords } from './date-add/docs.ts'
import { dateSubtractWords } from './date-subtract/docs.ts'
import { dateToTextWords } from './date-to-text/docs.ts'
import { forEachWords } from './for-each/docs.ts'
import { forEachIgnoreErrorsWords } from './for-each-ignore-errors/docs.ts'
import { getMultipleWords } from './get-multiple/docs.ts'
import { hashWords } from './hash/docs.ts'
import { helperFlowWords } from './helper-flow/docs.ts'
import { hmacWords } from './hmac/docs.ts'
import { ifElseWords } from './if-else/docs.ts'
import { ifElseIfWords } from './if-else-if/docs.ts'
import { ifErrorWords } from './if-error/docs.ts'
import { jsonParseWords } from './json-parse/docs.ts'
import { jsonStringifyWords } from './json-stringify/docs.ts'
import { listAtWords } from './list-at/docs.ts'
import { listConstructWords } from './list-construct/docs.ts'
import { listFilterWords } from './list-filter/docs.ts'
import { listIncludesWords } from './list-includes/docs.ts'
import { listLengthWords } from './list-length/docs.ts'
import { listMapWords } from './list-map/docs.ts'
import { listRegistrationsWords } from './list-registrations/docs.ts'
import { listToTextWords } from './list-to-text/docs.ts'
import { listingReturnWords } from './listing-return/docs.ts'
import { noteWords } from './note/docs.ts'
import { nowWords } from './now/docs.ts'
import { numberAddWords } from './number-add/docs.ts'
import { numberDivideWords } from './number-divide/docs.ts'
import { numberMultiplyWords } from './number-multiply/docs.ts'
import { numberRoundWords } from './number-round/docs.ts'
import { numberSubtractWords } from './number-subtract/docs.ts'
import { objectConstructWords } from './object-construct/docs.ts'
import { objectGetWords } from './object-get/docs.ts'
import { objectMergeWords } from './object-merge/docs.ts'
import { pluckWords } from './pluck/docs.ts'
import { rawRequestWords } from './raw-request/docs.ts'
import { registrationReturnWords } from './registration-return/docs.ts'
import { repeatWords } from './repeat/docs.ts'
import { replaceWords } from './replace/docs.ts'
import { returnCardWords } from './return/docs.ts'
import { returnErrorIfWords } from './return-error-if/docs.ts'
import { returnOutputsWords } from './return-outputs/docs.ts'
import { splitWords } from './split/docs.ts'
import { textSegmentWords } from './text-segment/docs.ts'
import { toDateWords } from './to-date/docs.ts'
import { toLowerCaseWords } from './to-lower-case/docs.ts'
import { toUpperCaseWords } from './to-upper-case/docs.ts'
import { trimWords } from './trim/docs.ts'
import { urlEncodeWords } from './url-encode/docs.ts'
import { waitForWords } from './wait-for/docs.ts'
import { webhookDeregistrationWords } from './webhook-deregistration/docs.ts'
import { webhookEventWords } from './webhook-event/docs.ts'
import { webhookProbeWords } from './webhook-probe/docs.ts'
import { webhookRegistrationWords } from './webhook-registration/docs.ts'
import { webhookRenewalWords } from './webhook-renewal/docs.ts'

/** Help texts of the card types of an installation, one line a card. Pages load them on demand. */
export const cardDocs: ReadonlyMap<string, CardDocs> = new Map([
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
