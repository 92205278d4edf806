import type { Json } from '@hookwright/model'

/**
 * Bodies as services send them. Tests propose outputs for each, and compare them with the expected outputs.
 */
export const bodies: { name: string; body: Json; batch: string | null; outputs: string[] }[] = [
  {
    name: 'a flat event',
    body: { event: 'user.created', user_id: 41, email: 'jo@example.com', active: true },
    batch: null,
    outputs: ['Event: Event Text, User ID Number, Email Text, Active True/False']
  },
  {
    name: 'an envelope around one object',
    body: {
      id: 'evt_1',
      type: 'invoice.paid',
      created: 1_764_000_000,
      data: {
        object: { id: 'in_7', amount_due: 1200, currency: 'eur', customer: { id: 'cus_3', name: 'Jo' } }
      }
    },
    batch: null,
    outputs: [
      'Event: ID Text, Type Text, Created Number',
      'Data object: ID Text, Amount due Number, Currency Text',
      'Object customer: ID Text, Name Text'
    ]
  },
  {
    name: 'a batch below an envelope',
    body: {
      eventType: 'com.example.hook',
      eventTime: '2026-11-24T14:02:11Z',
      eventId: 'b1',
      data: {
        events: [
          {
            uuid: 'e1',
            published: '2026-11-24T14:02:10.120Z',
            actor: { id: 'a1', displayName: 'Jo' },
            target: null
          },
          {
            uuid: 'e2',
            published: '2026-11-24T14:02:10.480Z',
            actor: { id: 'a2', displayName: 'Kim' },
            target: []
          }
        ]
      }
    },
    batch: 'data.events',
    outputs: [
      'Event: UUID Text, Published Date & Time, Target List of Text?, Actor ID Text, Actor display name Text'
    ]
  },
  {
    name: 'a batch that is the body itself',
    body: [
      { email: 'jo@example.com', event: 'delivered', timestamp: 1_764_000_000, category: ['welcome'] },
      { email: 'kim@example.com', event: 'bounce', timestamp: 1_764_000_004, reason: '550 unknown user' }
    ],
    batch: '',
    outputs: ['Record: Email Text, Event Text, Timestamp Number, Category List of Text, Reason Text']
  },
  {
    name: 'a list and nothing besides',
    body: { people: [{ name: 'Jo', active: true }, { name: 'Kim' }] },
    batch: 'people',
    outputs: ['People: Name Text, Active True/False']
  },
  {
    name: 'a push with commits',
    body: {
      ref: 'refs/heads/main',
      forced: false,
      repository: { id: 7, full_name: 'acme/site', owner: { login: 'acme', site_admin: false } },
      pusher: { name: 'jo', email: 'jo@example.com' },
      commits: [{ id: 'c1', message: 'Begin', timestamp: '2026-11-24T15:02:11+01:00', added: ['a.txt'] }]
    },
    batch: null,
    outputs: [
      'Event: Ref Text, Forced True/False, Commits List of Object',
      'Repository: ID Number, Full name Text',
      'Repository owner: Login Text, Site admin True/False',
      'Pusher: Name Text, Email Text'
    ]
  },
  {
    name: 'an order with lines',
    body: {
      id: 820_982_911,
      order_number: 1234,
      total_price: '199.00',
      test: true,
      note: null,
      line_items: [{ sku: 'A-1', quantity: 2, price: '19.90' }],
      shipping_address: { first_name: 'Jo', zip: '1010', latitude: 48.2 }
    },
    batch: null,
    outputs: [
      'Event: ID Number, Order number Number, Total price Text, Test True/False, Note Text?, Line items List of Object',
      'Shipping address: First name Text, Zip Text, Latitude Number'
    ]
  },
  {
    name: 'a message with parts side by side',
    body: {
      token: 'x',
      team_id: 'T1',
      event: { type: 'message', channel: 'C1', user: 'U1', text: 'hello', ts: '1355517523.000005' },
      event_time: 1_355_517_523,
      authorizations: [{ team_id: 'T1', is_bot: false }]
    },
    batch: null,
    outputs: [
      'Event: Token Text, Team ID Text, Event time Number, Authorizations List of Object',
      'Event 2: Type Text, Channel Text, User Text, Text Text, Ts Text'
    ]
  },
  {
    name: 'changes of a page',
    body: { object: 'page', entry: [{ id: '1', time: 1_764_000_000_000, changes: [{ field: 'feed' }] }] },
    batch: 'entry',
    outputs: ['Entry: ID Text, Time Number, Changes List of Object']
  },
  {
    name: 'notifications below “value”',
    body: {
      value: [
        {
          subscriptionId: 's1',
          changeType: 'created',
          resource: 'users/1',
          clientState: 'secret',
          resourceData: { id: '1', '@odata.type': '#user' }
        }
      ]
    },
    batch: 'value',
    outputs: [
      'Record: Subscription ID Text, Change type Text, Resource Text, Client state Text, Resource data ID Text, Resource data odata type Text'
    ]
  },
  {
    name: 'a list of objects with a dash in their keys',
    body: { 'event-data': { event: 'opened', 'log-level': 'info', id: 'Ase7', tags: ['my_tag', 'second'] } },
    batch: null,
    outputs: ['Event data: Event Text, Log level Text, ID Text, Tags List of Text']
  },
  {
    name: 'a form that was read',
    body: { From: '+4312345', Body: 'Hi', NumMedia: '0', MessageSid: 'SM1' },
    batch: null,
    outputs: ['Event: From Text, Body Text, Num media Text, Message sid Text']
  },
  {
    name: 'a meeting',
    body: {
      event: 'meeting.started',
      event_ts: 1_764_000_000_123,
      payload: { account_id: 'a', object: { uuid: 'u==', start_time: '2026-11-24T14:02:11Z', duration: 60 } }
    },
    batch: null,
    outputs: [
      'Event: Event Text, Event ts Number',
      'Payload: Account ID Text',
      'Payload object: UUID Text, Start time Date & Time, Duration Number'
    ]
  },
  {
    name: 'a ticket as it was before and after',
    body: {
      ticket: { id: 35, status: 'open', assignee: null },
      changes: { status: { from: 'new', to: 'open' } }
    },
    batch: null,
    outputs: ['Ticket: ID Number, Status Text, Assignee Text?', 'Changes status: From Text, To Text']
  },
  {
    name: 'readings of a sensor',
    body: { device: 'd-1', readings: [21.5, 21.6, null], alarm: false, at: '2026-11-24T14:02:11.000Z' },
    batch: null,
    outputs: ['Event: Device Text, Readings List of Number, Alarm True/False, At Date & Time']
  },
  {
    name: 'a form with answers of several kinds',
    body: {
      form_response: {
        submitted_at: '2026-11-24T14:02:11Z',
        hidden: {},
        answers: [
          { type: 'text', text: 'Jo' },
          { type: 'number', number: 3 }
        ]
      }
    },
    batch: null,
    outputs: ['Form response: Submitted at Date & Time, Hidden Object, Answers List of Object']
  },
  {
    name: 'a file that was uploaded',
    body: {
      trigger: 'FILE.UPLOADED',
      source: {
        id: '9',
        name: 'plan.pdf',
        size: 2048,
        path_collection: { total_count: 1, entries: [{ id: '0', name: 'All files' }] }
      }
    },
    batch: null,
    outputs: [
      'Event: Trigger Text',
      'Source: ID Text, Name Text, Size Number',
      'Source path collection: Total count Number, Entries List of Object'
    ]
  },
  {
    name: 'a board of depth without end',
    body: {
      action: { data: { card: { list: { id: 'l1', board: { id: 'b1' } }, id: 'c1' }, old: { pos: 1 } } }
    },
    batch: null,
    outputs: ['Data card: List Object, ID Text', 'Data old: Pos Number']
  },
  {
    name: 'numbers that no number holds and a date without an offset',
    body: { id: '12345678901234567890', day: '2026-11-24', at: '2026-11-24 14:02:11' },
    batch: null,
    outputs: ['Event: ID Text, Day Text, At Text']
  },
  {
    name: 'records that do not agree',
    body: [
      { id: 1, tags: 'a', value: 1, who: { name: 'Jo' } },
      { id: 'x', tags: ['a'], value: true, who: 'Kim' }
    ],
    batch: '',
    outputs: ['Record: ID Text, Whole record Object, Value Text']
  },
  {
    name: 'plain names',
    body: ['jo', 'kim'],
    batch: '',
    outputs: ['Record: Value Text']
  },
  {
    name: 'text',
    body: 'hello',
    batch: null,
    outputs: ['Event: Body Text']
  },
  { name: 'nothing', body: null, batch: null, outputs: [] },
  { name: 'an empty object', body: {}, batch: null, outputs: [] },
  { name: 'an empty list', body: [], batch: null, outputs: [] }
]
