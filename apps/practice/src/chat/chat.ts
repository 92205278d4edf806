import { z } from 'zod'

/** Person or bot in Acme Chat. */
export interface Member {
  id: string
  name: string
  email: string
}

/** Room in which members post. */
export interface Channel {
  id: string
  name: string
}

/**
 * Message in a channel. `app` is the app that posted the message for its author; null if the author posted it
 * directly.
 */
export interface Message {
  id: string
  channelId: string
  text: string
  author: string
  app: string | null
  /** Time in milliseconds, UTC. */
  sentAt: number
}

/** Maximum number of characters of a message. */
export const LONGEST_TEXT = 4_000

const mustBeText = `must be a text of 1 to ${LONGEST_TEXT} characters`

/** Schema of a message's text. */
export const MessageText = z.string(mustBeText).min(1, mustBeText).max(LONGEST_TEXT, mustBeText)

/** Message to post. */
export interface NewMessage extends Omit<Message, 'author'> {
  memberId: string
  /** Key that is unique over all apps; null for a request without one. */
  idempotencyKey: string | null
}

/** Author of the sample flow's messages until a person signs in. */
export const welcomeBot: Member = {
  id: 'mem_welcome_bot',
  name: 'Welcome Bot',
  email: 'welcome.bot@chat.example'
}

/** Members of a new Acme Chat. */
export const firstMembers: readonly Member[] = [
  welcomeBot,
  { id: 'mem_ada', name: 'Ada Abara', email: 'ada.abara@chat.example' },
  { id: 'mem_bram', name: 'Bram Eastwick', email: 'bram.eastwick@chat.example' },
  { id: 'mem_chioma', name: 'Chioma Grimsby', email: 'chioma.grimsby@chat.example' }
]

/** Channels of a new Acme Chat, more than the API lists on one page. */
export const firstChannels: readonly Channel[] = [
  { id: 'new-joiners', name: 'New joiners' },
  { id: 'general', name: 'General' },
  { id: 'engineering', name: 'Engineering' },
  { id: 'people', name: 'People' },
  { id: 'sales', name: 'Sales' },
  { id: 'random', name: 'Random' }
]
