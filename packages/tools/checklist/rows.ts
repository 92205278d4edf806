/**
 * Part of a row. Each row is a promise of the product. Weight `M` means it must hold, `S` it should, and `X`
 * it exceeds the model that the product follows. A sentence with several claims has parts with the keys `3a`,
 * `3b` and so on. Any other sentence is one part, with the row's number as its key. A test names in its title
 * the parts that it proves. A pending row states the reason to wait.
 */
interface Part {
  key: string
  what: string
}

export interface Row {
  number: number
  weight: 'M' | 'S' | 'X'
  what: string
  parts: Part[]
  waitsFor?: string
}

const exchange = 'export and import'

/**
 * Rows as tuples: number, weight, sentence, claims (if it has several), and reason why the row is pending (if
 * it is).
 */
const written: [number, Row['weight'], string, string[]?, string?][] = [
  [1, 'M', 'A connector is made under a name that no other one has'],
  [2, 'M', 'Its key is made once and stays when it is renamed', ['is made once', 'stays when it is renamed']],
  [
    3,
    'M',
    'A connector has the tabs Overview, Flows, Test connections and Deployment, each with an address',
    ['has the four tabs', 'each with an address']
  ],
  [
    4,
    'M',
    'Connectors stand at the left, the chosen one beside them',
    ['stand at the left', 'the chosen one beside them']
  ],
  [5, 'S', 'Building and using are two places, one click apart', ['are two places', 'one click apart']],
  [
    6,
    'M',
    'Who is no maker can neither change anything in the builder nor call its procedures',
    ['can change nothing in the builder', 'nor call its procedures']
  ],
  [7, 'M', 'Basic authentication sends user and password as the header says'],
  [8, 'S', 'OAuth 2.0 with an authorization code gets and renews tokens', ['gets tokens', 'renews them']],
  [9, 'M', 'OAuth 2.0 with client credentials works with header and body', ['with header', 'with body']],
  [10, 'M', 'Custom parameters are text, password or dropdown list', ['text', 'password', 'dropdown list']],
  [
    11,
    'S',
    'Configuration values are fixed or come from a helper flow',
    ['are fixed', 'come from a helper flow']
  ],
  [12, 'S', 'The form of a new connection is shown while it is drawn'],
  [13, 'M', 'A test connection is made and pinged', ['is made', 'is pinged']],
  [14, 'M', 'A new flow opens an empty canvas with Add event'],
  [
    15,
    'M',
    'The chooser of events lists the kinds of flow and makes their start cards',
    ['lists the kinds of flow', 'makes their start cards']
  ],
  [16, 'M', 'A flow has one event, its first card', ['has one event', 'which is its first card']],
  [
    17,
    'M',
    'The Webhook Event card has the sections Options and Webhook Registration',
    ['Options', 'Webhook Registration']
  ],
  [18, 'M', 'The Return Outputs card is there and cannot be deleted', ['is there', 'cannot be deleted']],
  [19, 'M', 'Add Options becomes Edit once there are some'],
  [20, 'M', 'The group of options is named Options'],
  [21, 'M', 'Labels of options hold letters, digits, hyphens, underscores and spaces inside'],
  [22, 'M', 'No two options have one label'],
  [23, 'M', 'An option is a text field or a dropdown'],
  [24, 'M', 'An option holds text'],
  [25, 'M', 'A new option is required'],
  [26, 'M', 'The values of a dropdown have an order and a default', ['an order', 'a default']],
  [27, 'S', 'A dropdown takes its values from a helper flow'],
  [
    28,
    'S',
    'An option that depends on another is reset and loaded again with it',
    ['is reset', 'is loaded again']
  ],
  [29, 'M', 'The preview of options follows while one types'],
  [30, 'M', 'An option without a label is blank in the preview'],
  [31, 'M', 'Cancel leaves the options as they were'],
  [32, 'M', 'The registration dialog has a half for each helper flow'],
  [33, 'M', 'Only flows of the right kind can be chosen in it'],
  [34, 'M', 'A helper flow can be made from it'],
  [35, 'S', 'Its chooser can be searched'],
  [36, 'M', 'Inputs of a helper flow are mapped from options'],
  [37, 'M', 'Inputs of a helper flow take a text as it is'],
  [38, 'M', 'One helper flow serves two events'],
  [39, 'M', 'The pail removes a helper flow with its mapping', ['removes a helper flow', 'with its mapping']],
  [
    40,
    'M',
    'Apply keeps what was chosen, Cancel what was there',
    ['Apply keeps what was chosen', 'Cancel what was there']
  ],
  [41, 'M', 'The card names its helper flows and opens them', ['names its helper flows', 'opens them']],
  [42, 'X', 'A mapping whose input has gone is marked'],
  [43, 'M', 'Mappings follow an option that is renamed'],
  [44, 'M', 'Deleting an option names what uses it'],
  [45, 'M', 'Deleting a helper flow in use names its users'],
  [
    46,
    'M',
    'The outputs dialog has Add group and the switch of Run mode',
    ['Add group', 'the switch of Run mode']
  ],
  [47, 'M', 'A static output group has a name and fields', ['has a name', 'has fields']],
  [
    48,
    'M',
    'An output has a label, a field type and a data type',
    ['a label', 'a field type', 'a data type']
  ],
  [49, 'M', 'There are six data types and a list of each', ['six data types', 'a list of each']],
  [50, 'M', 'No two outputs of a group have one label'],
  [51, 'M', 'Groups have names, each its own', ['have names', 'each its own']],
  [52, 'M', 'There can be several groups'],
  [53, 'M', 'Run mode takes one group'],
  [54, 'M', 'Fields are removed and put in order', ['are removed', 'are put in order']],
  [55, 'S', 'A dynamic output group asks a helper flow for its fields'],
  [56, 'S', 'What such a helper returns wrongly is said readably'],
  [57, 'M', 'The preview of outputs is the card that users see'],
  [58, 'S', 'The type of a field is an icon with a name', ['is an icon', 'with a name']],
  [59, 'M', 'Outputs that were applied can be mapped to'],
  [60, 'M', 'A value is mapped by mouse and by keys', ['by mouse', 'by keys']],
  [61, 'S', 'A value of another type is refused with the reason', ['is refused', 'with the reason']],
  [62, 'M', 'With Run mode the return takes one list of records'],
  [
    63,
    'M',
    'Saving asks for name, description and whether data is kept',
    ['name', 'description', 'whether data is kept']
  ],
  [64, 'M', 'Names of flows hold letters, digits and spaces inside'],
  [65, 'M', 'The names _authping and _revoke are reserved', ['_authping', '_revoke']],
  [66, 'S', 'Leaving asks when something is not saved'],
  [
    67,
    'M',
    'The Webhook Registration card gives Event URL, inputs and values of the connection',
    ['Event URL', 'inputs', 'values of the connection']
  ],
  [68, 'M', 'Its Return card has Registration Data'],
  [
    69,
    'M',
    'The Webhook Deregistration card gives Registration Data and has no Return card',
    ['gives Registration Data', 'has no Return card']
  ],
  [70, 'M', 'Cards are found by a search'],
  [
    71,
    'M',
    'Raw Request sends five methods with query, headers and body',
    ['five methods', 'query', 'headers', 'body']
  ],
  [
    72,
    'M',
    'Objects and JSON are built, read, parsed and written',
    ['are built', 'are read', 'are parsed', 'are written']
  ],
  [73, 'M', 'Compose and Concatenate put values into text', ['Compose', 'Concatenate']],
  [
    74,
    'M',
    'If/Else, If Error and Return Error If branch and fail',
    ['If/Else', 'If Error', 'Return Error If']
  ],
  [
    75,
    'M',
    'Call Flow hands inputs over and gives outputs back',
    ['hands inputs over', 'gives outputs back']
  ],
  [76, 'S', 'For Each and Map run up to 200 at a time', ['For Each', 'Map']],
  [77, 'M', 'HMAC, Hash and Base64 give the published values', ['HMAC', 'Hash', 'Base64']],
  [78, 'M', 'A helper flow is run by itself with typed inputs', ['is run by itself', 'with typed inputs']],
  [
    79,
    'M',
    'Turning on registers at the service and keeps what it gave',
    ['registers at the service', 'keeps what it gave']
  ],
  [
    80,
    'M',
    'Each user’s flow has an Event URL of its own that cannot be guessed',
    ['has an Event URL of its own', 'that cannot be guessed']
  ],
  [81, 'M', 'The Event URL stays while a flow is on'],
  [82, 'M', 'A flow whose registration fails stays off and says why', ['stays off', 'says why']],
  [83, 'M', 'A registration that takes too long leaves the flow off'],
  [84, 'X', 'A registration that answers too late is taken back'],
  [85, 'S', 'An event without helper flows can be turned on'],
  [86, 'M', 'Turning off hands the deregistration what was kept'],
  [87, 'X', 'Turning off ends off even when the service refuses'],
  [88, 'M', 'Off and on again leaves one subscription'],
  [89, 'M', 'Deleting a flow that is on deregisters it first'],
  [90, 'X', 'Options edited while on ask to register anew'],
  [
    91,
    'M',
    'A JSON event is answered with 2xx and starts the flow',
    ['is answered with 2xx', 'starts the flow']
  ],
  [92, 'M', 'Body, headers and query are values of the event', ['body', 'headers', 'query']],
  [93, 'S', 'Forms, text and nothing are taken as well as JSON', ['forms', 'text', 'nothing']],
  [94, 'M', 'The Event URL of a flow that is off takes nothing'],
  [95, 'M', 'A wrong Event URL is answered with 404 and no detail', ['with 404', 'with no detail']],
  [96, 'S', 'A body that is too large is answered with 413'],
  [97, 'S', 'More than the rate is told to come again later'],
  [98, 'M', 'Each record makes a run for each item, in order', ['a run for each item', 'in order']],
  [99, 'M', 'List of records makes one run with the list'],
  [
    100,
    'M',
    'A failing record leaves the others alone, or stops them',
    ['leaves the others alone', 'or stops them']
  ],
  [101, 'S', 'A list without Run mode is handed on as it is'],
  [102, 'M', 'The user chooses between each record and the list'],
  [103, 'S', 'The event gives the id of its run'],
  [104, 'X', 'Handshakes are answered as the connector says'],
  [105, 'X', 'Signatures are checked before anything runs'],
  [106, 'X', 'A delivery that comes twice runs once'],
  [107, 'X', 'Deliveries are listed, looked into and replayed', ['are listed', 'looked into', 'replayed']],
  [108, 'X', 'A request can be caught to learn its shape'],
  [
    109,
    'M',
    'History tells status, start, time and result of each card',
    ['status', 'start', 'time', 'result of each card']
  ],
  [110, 'M', 'Without Save all data no body is kept'],
  [111, 'S', 'Kept data can be cleared, now or for good', ['now', 'for good']],
  [112, 'S', 'History is searched by text'],
  [113, 'S', 'What is older than its time is removed'],
  [114, 'X', 'Secrets are never in the history'],
  [115, 'M', 'Validation lists what is wrong under its code', ['lists what is wrong', 'under its code']],
  [116, 'M', 'Flows that are switched off are not validated'],
  [117, 'X', 'A finding leads to its card'],
  [118, 'M', 'A test version is made of what is valid', ['is made', 'of what is valid']],
  [119, 'M', 'A version is deployed with its date, author and visibility', ['date', 'author', 'visibility']],
  [120, 'S', 'A hidden connector keeps running and is not offered', ['keeps running', 'is not offered']],
  [121, 'M', 'An older version is deployed again'],
  [122, 'M', 'Editing changes nothing that is deployed'],
  [123, 'X', 'What a deployment would break is told before'],
  [124, 'M', 'The card that users see is the one in the preview'],
  [125, 'M', 'A flow with an empty required option cannot be turned on'],
  [126, 'X', 'A connector is written to a file and read again', [], exchange],
  [127, 'X', 'Flows of the model it follows are read', [], exchange],
  [128, 'S', 'Notes stand between cards and change nothing', ['stand between cards', 'change nothing']],
  [129, 'X', 'Steps are undone and cards copied', ['steps are undone', 'cards are copied']],
  [130, 'X', 'All of it is done by keys'],
  [131, 'X', 'A crash during a registration leaves no flow half on'],
  [132, 'X', 'One command starts it, with nothing outside', ['one command starts it', 'with nothing outside']]
]

const letters = 'abcdefgh'

export const rows: Row[] = written.map(([number, weight, what, clauses = [], waitsFor]) => ({
  number,
  weight,
  what,
  parts:
    clauses.length === 0
      ? [{ key: `${number}`, what }]
      : clauses.map((clause, index) => ({ key: `${number}${letters[index]}`, what: clause })),
  ...(waitsFor === undefined ? {} : { waitsFor })
}))
