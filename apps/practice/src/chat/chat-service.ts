import { createHash } from 'node:crypto'
import type { ChatRows } from '../database/chat-rows.ts'
import type { GrantRows } from '../database/grant-rows.ts'
import type { Effects } from '../effects.ts'

/** Dependencies of the routes of Acme Chat. */
export interface ChatService {
  chat: ChatRows
  grants: GrantRows
  fx: Effects
  /** Address of Acme Chat, which is also the issuer of its tokens. */
  url: () => string
}

/** Returns the SHA-256 under which a code, token or secret is stored. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url')
