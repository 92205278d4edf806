import type { CardDocs } from '@hookwright/engine'
import { assignDocs } from './assign/docs.ts'
import { assignIfDocs } from './assign-if/docs.ts'
import { authpingDocs } from './authping/docs.ts'
import { base64Docs } from './base64/docs.ts'
import { base64DecodeDocs } from './base64-decode/docs.ts'
import { callFlowDocs } from './call-flow/docs.ts'
import { callFlowAsyncDocs } from './call-flow-async/docs.ts'
import { compareDocs } from './compare/docs.ts'
import { composeDocs } from './compose/docs.ts'
import { concatenateDocs } from './concatenate/docs.ts'
import { connectorEventDocs } from './connector-event/docs.ts'
import { continueIfDocs } from './continue-if/docs.ts'
import { dateAddDocs } from './date-add/docs.ts'
import { dateSubtractDocs } from './date-subtract/docs.ts'
import { dateToTextDocs } from './date-to-text/docs.ts'
import { forEachDocs } from './for-each/docs.ts'
import { forEachIgnoreErrorsDocs } from './for-each-ignore-errors/docs.ts'
import { getMultipleDocs } from './get-multiple/docs.ts'
import { hashDocs } from './hash/docs.ts'
import { helperFlowDocs } from './helper-flow/docs.ts'
import { hmacDocs } from './hmac/docs.ts'
import { ifElseDocs } from './if-else/docs.ts'
import { ifElseIfDocs } from './if-else-if/docs.ts'
import { ifErrorDocs } from './if-error/docs.ts'
import { jsonParseDocs } from './json-parse/docs.ts'
import { jsonStringifyDocs } from './json-stringify/docs.ts'
import { listAtDocs } from './list-at/docs.ts'
import { listConstructDocs } from './list-construct/docs.ts'
import { listFilterDocs } from './list-filter/docs.ts'
import { listIncludesDocs } from './list-includes/docs.ts'
import { listLengthDocs } from './list-length/docs.ts'
import { listMapDocs } from './list-map/docs.ts'
import { listRegistrationsDocs } from './list-registrations/docs.ts'
import { listToTextDocs } from './list-to-text/docs.ts'
import { listingReturnDocs } from './listing-return/docs.ts'
import { noteDocs } from './note/docs.ts'
import { nowDocs } from './now/docs.ts'
import { numberAddDocs } from './number-add/docs.ts'
import { numberDivideDocs } from './number-divide/docs.ts'
import { numberMultiplyDocs } from './number-multiply/docs.ts'
import { numberRoundDocs } from './number-round/docs.ts'
import { numberSubtractDocs } from './number-subtract/docs.ts'
import { objectConstructDocs } from './object-construct/docs.ts'
import { objectGetDocs } from './object-get/docs.ts'
import { objectMergeDocs } from './object-merge/docs.ts'
import { pluckDocs } from './pluck/docs.ts'
import { rawRequestDocs } from './raw-request/docs.ts'
import { registrationReturnDocs } from './registration-return/docs.ts'
import { repeatDocs } from './repeat/docs.ts'
import { replaceDocs } from './replace/docs.ts'
import { returnCardDocs } from './return/docs.ts'
import { returnErrorIfDocs } from './return-error-if/docs.ts'
import { returnOutputsDocs } from './return-outputs/docs.ts'
import { splitDocs } from './split/docs.ts'
import { textSegmentDocs } from './text-segment/docs.ts'
import { toDateDocs } from './to-date/docs.ts'
import { toLowerCaseDocs } from './to-lower-case/docs.ts'
import { toUpperCaseDocs } from './to-upper-case/docs.ts'
import { trimDocs } from './trim/docs.ts'
import { urlEncodeDocs } from './url-encode/docs.ts'
import { waitForDocs } from './wait-for/docs.ts'
import { webhookDeregistrationDocs } from './webhook-deregistration/docs.ts'
import { webhookEventDocs } from './webhook-event/docs.ts'
import { webhookProbeDocs } from './webhook-probe/docs.ts'
import { webhookRegistrationDocs } from './webhook-registration/docs.ts'
import { webhookRenewalDocs } from './webhook-renewal/docs.ts'

/** Help texts of the card types of an installation, one line a card. Pages load them on demand. */
export const cardDocs: ReadonlyMap<string, CardDocs> = new Map([
  ['webhook-event', webhookEventDocs],
  ['webhook-registration', webhookRegistrationDocs],
  ['webhook-deregistration', webhookDeregistrationDocs],
  ['webhook-renewal', webhookRenewalDocs],
  ['webhook-probe', webhookProbeDocs],
  ['list-registrations', listRegistrationsDocs],
  ['authping', authpingDocs],
  ['connector-event', connectorEventDocs],
  ['return-outputs', returnOutputsDocs],
  ['registration-return', registrationReturnDocs],
  ['listing-return', listingReturnDocs],
  ['if-else', ifElseDocs],
  ['if-else-if', ifElseIfDocs],
  ['continue-if', continueIfDocs],
  ['assign-if', assignIfDocs],
  ['if-error', ifErrorDocs],
  ['return-error-if', returnErrorIfDocs],
  ['helper-flow', helperFlowDocs],
  ['call-flow', callFlowDocs],
  ['call-flow-async', callFlowAsyncDocs],
  ['repeat', repeatDocs],
  ['wait-for', waitForDocs],
  ['return', returnCardDocs],
  ['assign', assignDocs],
  ['compose', composeDocs],
  ['concatenate', concatenateDocs],
  ['split', splitDocs],
  ['text-segment', textSegmentDocs],
  ['to-lower-case', toLowerCaseDocs],
  ['to-upper-case', toUpperCaseDocs],
  ['trim', trimDocs],
  ['replace', replaceDocs],
  ['base64', base64Docs],
  ['base64-decode', base64DecodeDocs],
  ['url-encode', urlEncodeDocs],
  ['number-add', numberAddDocs],
  ['number-subtract', numberSubtractDocs],
  ['number-multiply', numberMultiplyDocs],
  ['number-divide', numberDivideDocs],
  ['number-round', numberRoundDocs],
  ['compare', compareDocs],
  ['now', nowDocs],
  ['date-add', dateAddDocs],
  ['date-subtract', dateSubtractDocs],
  ['date-to-text', dateToTextDocs],
  ['to-date', toDateDocs],
  ['object-construct', objectConstructDocs],
  ['object-get', objectGetDocs],
  ['get-multiple', getMultipleDocs],
  ['object-merge', objectMergeDocs],
  ['list-construct', listConstructDocs],
  ['list-at', listAtDocs],
  ['pluck', pluckDocs],
  ['list-length', listLengthDocs],
  ['list-map', listMapDocs],
  ['list-filter', listFilterDocs],
  ['list-includes', listIncludesDocs],
  ['list-to-text', listToTextDocs],
  ['for-each', forEachDocs],
  ['for-each-ignore-errors', forEachIgnoreErrorsDocs],
  ['raw-request', rawRequestDocs],
  ['json-parse', jsonParseDocs],
  ['json-stringify', jsonStringifyDocs],
  ['hmac', hmacDocs],
  ['hash', hashDocs],
  ['note', noteDocs]
])
