import { type Specs, specsOf } from '@hookwright/engine'
import { action } from './action/card.ts'
import { apiDelete } from './api-delete/card.ts'
import { apiEndpoint } from './api-endpoint/card.ts'
import { apiGet } from './api-get/card.ts'
import { apiPatch } from './api-patch/card.ts'
import { apiPost } from './api-post/card.ts'
import { apiPut } from './api-put/card.ts'
import { apiRaw } from './api-raw/card.ts'
import { assign } from './assign/card.ts'
import { assignIf } from './assign-if/card.ts'
import { authping } from './authping/card.ts'
import { base64 } from './base64/card.ts'
import { base64Decode } from './base64-decode/card.ts'
import { booleanAnd } from './boolean-and/card.ts'
import { booleanNot } from './boolean-not/card.ts'
import { booleanOr } from './boolean-or/card.ts'
import { booleanXor } from './boolean-xor/card.ts'
import { callFlow } from './call-flow/card.ts'
import { callFlowAsync } from './call-flow-async/card.ts'
import { clearEmpty } from './clear-empty/card.ts'
import { compare } from './compare/card.ts'
import { compose } from './compose/card.ts'
import { concatenate } from './concatenate/card.ts'
import { connectorAction } from './connector-action/card.ts'
import { connectorEvent } from './connector-event/card.ts'
import { continueIf } from './continue-if/card.ts'
import { customApiAction } from './custom-api-action/card.ts'
import { dateAdd } from './date-add/card.ts'
import { dateDifference } from './date-difference/card.ts'
import { dateFromIso } from './date-from-iso/card.ts'
import { dateSubtract } from './date-subtract/card.ts'
import { dateToText } from './date-to-text/card.ts'
import { dateToUnix } from './date-to-unix/card.ts'
import { fileCreate } from './file-create/card.ts'
import { fileRead } from './file-read/card.ts'
import { findPattern } from './find-pattern/card.ts'
import { forEach } from './for-each/card.ts'
import { forEachIgnoreErrors } from './for-each-ignore-errors/card.ts'
import { formula } from './formula/card.ts'
import { getMultiple } from './get-multiple/card.ts'
import { hash } from './hash/card.ts'
import { helperFlow } from './helper-flow/card.ts'
import { hmac } from './hmac/card.ts'
import { ifElse } from './if-else/card.ts'
import { ifElseIf } from './if-else-if/card.ts'
import { ifError } from './if-error/card.ts'
import { jsonParse } from './json-parse/card.ts'
import { jsonStringify } from './json-stringify/card.ts'
import { listAppend } from './list-append/card.ts'
import { listAt } from './list-at/card.ts'
import { listConstruct } from './list-construct/card.ts'
import { listDifference } from './list-difference/card.ts'
import { listFilter } from './list-filter/card.ts'
import { listFilterCustom } from './list-filter-custom/card.ts'
import { listFind } from './list-find/card.ts'
import { listFirst } from './list-first/card.ts'
import { listFlatten } from './list-flatten/card.ts'
import { listIncludes } from './list-includes/card.ts'
import { listIntersection } from './list-intersection/card.ts'
import { listLast } from './list-last/card.ts'
import { listLength } from './list-length/card.ts'
import { listMap } from './list-map/card.ts'
import { listReduce } from './list-reduce/card.ts'
import { listRegistrations } from './list-registrations/card.ts'
import { listSample } from './list-sample/card.ts'
import { listSort } from './list-sort/card.ts'
import { listToText } from './list-to-text/card.ts'
import { listUnion } from './list-union/card.ts'
import { listUnique } from './list-unique/card.ts'
import { listingReturn } from './listing-return/card.ts'
import { lookup } from './lookup/card.ts'
import { manualStart } from './manual-start/card.ts'
import { mapToList } from './map-to-list/card.ts'
import { note } from './note/card.ts'
import { now } from './now/card.ts'
import { numberAdd } from './number-add/card.ts'
import { numberDivide } from './number-divide/card.ts'
import { numberMultiply } from './number-multiply/card.ts'
import { numberRound } from './number-round/card.ts'
import { numberRoundUp } from './number-round-up/card.ts'
import { numberSubtract } from './number-subtract/card.ts'
import { objectConstruct } from './object-construct/card.ts'
import { objectGet } from './object-get/card.ts'
import { objectKeys } from './object-keys/card.ts'
import { objectMerge } from './object-merge/card.ts'
import { objectSet } from './object-set/card.ts'
import { objectValues } from './object-values/card.ts'
import { pluck } from './pluck/card.ts'
import { pollReturn } from './poll-return/card.ts'
import { pollingEvent } from './polling-event/card.ts'
import { pollingMonitor } from './polling-monitor/card.ts'
import { randomInteger } from './random-integer/card.ts'
import { randomText } from './random-text/card.ts'
import { rawRequest } from './raw-request/card.ts'
import { registrationReturn } from './registration-return/card.ts'
import { repeat } from './repeat/card.ts'
import { replace } from './replace/card.ts'
import { replacePatterns } from './replace-patterns/card.ts'
import { returnCard } from './return/card.ts'
import { returnError } from './return-error/card.ts'
import { returnErrorIf } from './return-error-if/card.ts'
import { returnOutputs } from './return-outputs/card.ts'
import { returnRaw } from './return-raw/card.ts'
import { revoke } from './revoke/card.ts'
import { scheduled } from './scheduled/card.ts'
import { split } from './split/card.ts'
import { textFind } from './text-find/card.ts'
import { textFindLast } from './text-find-last/card.ts'
import { textLength } from './text-length/card.ts'
import { textSegment } from './text-segment/card.ts'
import { textToDate } from './text-to-date/card.ts'
import { textToNumber } from './text-to-number/card.ts'
import { toDate } from './to-date/card.ts'
import { toLowerCase } from './to-lower-case/card.ts'
import { toUpperCase } from './to-upper-case/card.ts'
import { trim } from './trim/card.ts'
import { urlDecode } from './url-decode/card.ts'
import { urlEncode } from './url-encode/card.ts'
import { waitFor } from './wait-for/card.ts'
import { webhookDeregistration } from './webhook-deregistration/card.ts'
import { webhookEvent } from './webhook-event/card.ts'
import { webhookProbe } from './webhook-probe/card.ts'
import { webhookRegistration } from './webhook-registration/card.ts'
import { webhookRenewal } from './webhook-renewal/card.ts'
import { xmlParse } from './xml-parse/card.ts'

/** All card types of an installation, in the order of the card palette. */
export const cardSpecs: Specs = specsOf([
  // Events
  webhookEvent,
  pollingMonitor,
  action,
  webhookRegistration,
  webhookDeregistration,
  webhookRenewal,
  webhookProbe,
  listRegistrations,
  authping,
  revoke,
  connectorEvent,
  pollingEvent,
  scheduled,
  apiEndpoint,
  manualStart,
  connectorAction,
  returnOutputs,
  pollReturn,
  registrationReturn,
  listingReturn,
  // Branching
  ifElse,
  ifElseIf,
  continueIf,
  assignIf,
  lookup,
  // Error Handling
  ifError,
  returnError,
  returnErrorIf,
  // Flow Control
  helperFlow,
  callFlow,
  callFlowAsync,
  repeat,
  waitFor,
  returnCard,
  assign,
  // Text
  compose,
  concatenate,
  split,
  textSegment,
  textLength,
  textFind,
  textFindLast,
  findPattern,
  toLowerCase,
  toUpperCase,
  trim,
  replace,
  replacePatterns,
  randomText,
  base64,
  base64Decode,
  urlEncode,
  urlDecode,
  // Number
  numberAdd,
  numberSubtract,
  numberMultiply,
  numberDivide,
  numberRound,
  numberRoundUp,
  formula,
  randomInteger,
  textToNumber,
  // True/False
  compare,
  booleanAnd,
  booleanOr,
  booleanXor,
  booleanNot,
  // Date & Time
  now,
  dateAdd,
  dateSubtract,
  dateDifference,
  dateToText,
  toDate,
  textToDate,
  dateFromIso,
  dateToUnix,
  // Object
  objectConstruct,
  objectGet,
  getMultiple,
  objectSet,
  objectMerge,
  mapToList,
  objectKeys,
  objectValues,
  clearEmpty,
  // File
  fileCreate,
  fileRead,
  // List
  listConstruct,
  listAt,
  listFirst,
  listLast,
  listAppend,
  pluck,
  listLength,
  listMap,
  listReduce,
  listFilter,
  listFilterCustom,
  listFind,
  listIncludes,
  listSort,
  listUnique,
  listUnion,
  listIntersection,
  listDifference,
  listFlatten,
  listSample,
  listToText,
  forEach,
  forEachIgnoreErrors,
  // API Connector
  rawRequest,
  returnRaw,
  customApiAction,
  apiGet,
  apiPost,
  apiPut,
  apiPatch,
  apiDelete,
  apiRaw,
  // JSON
  jsonParse,
  jsonStringify,
  xmlParse,
  // Encryption
  hmac,
  hash,
  // Notes
  note
])
