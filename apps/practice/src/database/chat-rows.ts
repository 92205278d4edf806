import type SQLite from 'better-sqlite3'
import {
  type Channel,
  firstChannels,
  firstMembers,
  type Member,
  type Message,
  type NewMessage
} from '../chat/chat.ts'

/** Page of a list, and the cursor of the next page; null at the end. */
export interface Page<T> {
  rows: T[]
  next: number | null
}

/** Requested page of a list: after a cursor, or the first page if it is null. */
export interface PageRange {
  limit: number
  after: number | null
}

/** Members, channels and messages of Acme Chat. */
export interface ChatRows {
  members: () => Member[]
  member: (id: string) => Member | undefined
  channels: () => Channel[]
  channel: (id: string) => Channel | undefined
  channelPage: (wanted: PageRange) => Page<Channel>
  /** Returns messages, newest first. */
  messagePage: (channelId: string, wanted: PageRange) => Page<Message>
  /** Returns the channel of the newest message. */
  newestChannel: () => string | undefined
  /**
   * Posts a message. A request with a repeated idempotency key posts nothing and returns the first message.
   */
  postMessage: (message: NewMessage) => { message: Message; isReplay: boolean }
  /**
   * Adds the person with this email address to a channel. Creates a member if there is none with the address.
   */
  addToChannel: (channelId: string, wanted: Member) => { member: Member; isNew: boolean }
  channelMembers: (channelId: string) => Member[]
}

/** Maximum number of stored messages. */
const MOST_ROWS = 500

/** Opens the storage of Acme Chat, with a few initial members and channels. */
export function keepChat(sqlite: SQLite.Database): ChatRows {
  const members = sqlite.prepare<[], Member>('SELECT id, name, email FROM chatMembers ORDER BY seq')
  const member = sqlite.prepare<[string], Member>('SELECT id, name, email FROM chatMembers WHERE id = ?')
  const byEmail = sqlite.prepare<[string], Member>('SELECT id, name, email FROM chatMembers WHERE email = ?')
  const addMember = sqlite.prepare<Member>(
    'INSERT INTO chatMembers (id, name, email) VALUES (@id, @name, @email)'
  )
  const channels = sqlite.prepare<[], Channel>('SELECT id, name FROM chatChannels ORDER BY seq')
  const channel = sqlite.prepare<[string], Channel>('SELECT id, name FROM chatChannels WHERE id = ?')
  const addChannel = sqlite.prepare<Channel>('INSERT INTO chatChannels (id, name) VALUES (@id, @name)')
  const channelsAfter = sqlite.prepare<[number, number], Channel & { seq: number }>(
    'SELECT seq, id, name FROM chatChannels WHERE seq > ? ORDER BY seq LIMIT ?'
  )
  const join = sqlite.prepare<[string, string]>('INSERT OR IGNORE INTO chatChannelMembers VALUES (?, ?)')
  const joined = sqlite.prepare<[string], Member>(
    `SELECT id, name, email FROM chatMembers
     WHERE id IN (SELECT memberId FROM chatChannelMembers WHERE channelId = ?) ORDER BY seq`
  )
  const messageColumns = `chatMessages.seq, chatMessages.id, channelId, text, coalesce(name, '') AS author, app, sentAt`
  const messages = `SELECT ${messageColumns} FROM chatMessages LEFT JOIN chatMembers ON chatMembers.id = memberId`
  type MessageRow = Message & { seq: number }
  const messagesBefore = sqlite.prepare<[string, number, number], MessageRow>(
    `${messages} WHERE channelId = ? AND chatMessages.seq < ? ORDER BY chatMessages.seq DESC LIMIT ?`
  )
  const messageById = sqlite.prepare<[string], MessageRow>(`${messages} WHERE chatMessages.id = ?`)
  const messageByKey = sqlite.prepare<[string], MessageRow>(`${messages} WHERE idempotencyKey = ?`)
  const newest = sqlite.prepare<[], { channelId: string }>(
    'SELECT channelId FROM chatMessages ORDER BY seq DESC LIMIT 1'
  )
  const post = sqlite.prepare<NewMessage>(
    `INSERT INTO chatMessages (id, channelId, text, memberId, app, sentAt, idempotencyKey)
     VALUES (@id, @channelId, @text, @memberId, @app, @sentAt, @idempotencyKey)`
  )
  const trim = sqlite.prepare<[number]>(
    'DELETE FROM chatMessages WHERE seq <= (SELECT max(seq) FROM chatMessages) - ?'
  )

  sqlite.transaction(() => {
    if (members.all().length > 0) return
    for (const first of firstMembers) addMember.run(first)
    for (const first of firstChannels) addChannel.run(first)
  })()

  return {
    members: () => members.all(),
    member: id => member.get(id),
    channels: () => channels.all(),
    channel: id => channel.get(id),
    channelPage: ({ limit, after }) => pageOf(channelsAfter.all(after ?? 0, limit + 1), limit),
    messagePage: (channelId, { limit, after }) =>
      pageOf(messagesBefore.all(channelId, after ?? Number.MAX_SAFE_INTEGER, limit + 1), limit),
    newestChannel: () => newest.get()?.channelId,
    postMessage: sqlite.transaction((message: NewMessage) => {
      const before = message.idempotencyKey === null ? undefined : messageByKey.get(message.idempotencyKey)
      if (before !== undefined) return { message: withoutSeq(before), isReplay: true }
      post.run(message)
      trim.run(MOST_ROWS)
      const row = messageById.get(message.id)
      if (row === undefined) throw new Error('A message that was just written is missing.')
      return { message: withoutSeq(row), isReplay: false }
    }),
    addToChannel: sqlite.transaction((channelId: string, wanted: Member) => {
      const known = byEmail.get(wanted.email)
      if (known === undefined) addMember.run(wanted)
      const added = known ?? wanted
      return { member: added, isNew: join.run(channelId, added.id).changes > 0 }
    }),
    channelMembers: channelId => joined.all(channelId)
  }
}

const withoutSeq = <T>({ seq: _, ...row }: T & { seq: number }): Omit<T & { seq: number }, 'seq'> => row

/**
 * Returns a page from its rows. One more row than the limit must be read; that extra row shows that there is
 * a next page.
 */
function pageOf<T>(rows: (T & { seq: number })[], limit: number): Page<Omit<T & { seq: number }, 'seq'>> {
  const shown = rows.slice(0, limit)
  return {
    rows: shown.map(withoutSeq<T>),
    next: rows.length > limit ? (shown.at(-1)?.seq ?? null) : null
  }
}
