import express, { type Request, type RequestHandler, type Response, Router } from 'express'
import { z } from 'zod'
import { type Answer, keyReused, refusal, send } from '../answer.ts'
import type { Page, PageRange } from '../database/chat-rows.ts'
import type { Grant } from '../database/grant-rows.ts'
import { readInput } from '../input.ts'
import { type Channel, type Message, MessageText } from './chat.ts'
import type { ChatService } from './chat-service.ts'
import { requireToken } from './require-token.ts'
import type { Scope } from './scopes.ts'

const mustBeLimit = 'must be a whole number from 1 to 100'
const mustBeCursor = 'must be the "next_cursor" of an earlier answer'

const PageQuery = z.object({
  limit: z
    .string(mustBeLimit)
    .regex(/^([1-9]\d?|100)$/, mustBeLimit)
    .default('20'),
  cursor: z
    .string(mustBeCursor)
    .regex(/^c\d{1,15}$/, mustBeCursor)
    .optional()
})

const NewMessageForm = z.strictObject({
  channel: z.string('must be the ID of a channel'),
  text: MessageText
})

const mustBeName = 'must be a text of 1 to 100 characters'
const NewMemberForm = z.strictObject({
  name: z.string(mustBeName).trim().min(1, mustBeName).max(100, mustBeName),
  email: z.string('must be an email address').regex(/^\S{1,100}@\S{1,100}$/, 'must be an email address')
})

/**
 * Creates the API routes of Acme Chat, which require an access token. Changes are sent as forms, lists are paginated.
 */
export function routeApi(service: ChatService): Router {
  const { chat, grants, fx, url } = service
  const api = Router()
  const form = express.urlencoded({ extended: false })

  const noChannel = (response: Response, id: string): void => {
    const message = `There is no channel "${id}". GET /api/channels lists all channels.`
    send(response, refusal(404, 'unknown_channel', message))
  }

  /** Parses a form. If it is invalid, sends an error answer and returns null. */
  const readForm = <T>(response: Response, schema: z.ZodType<T>, body: unknown): T | null => {
    const read = body === undefined ? { ok: false as const, answer: noForm } : readInput(schema, body)
    if (read.ok) return read.value
    send(response, read.answer)
    return null
  }

  /**
   * Returns the answer with one page of a list. The next page is given as a cursor and as a link (RFC 8288).
   */
  const pageAnswer = (params: { name: string; path: string; query: unknown; read: ReadPage }): Answer => {
    const { name, path, query, read } = params
    const wanted = readInput(PageQuery, query)
    if (!wanted.ok) return wanted.answer
    const { limit, cursor } = wanted.value
    const page = read({ limit: Number(limit), after: cursor === undefined ? null : Number(cursor.slice(1)) })
    const next = page.next === null ? null : `c${page.next}`
    const link = `<${url()}${path}?limit=${limit}&cursor=${next}>; rel="next"`
    return {
      status: 200,
      body: { [name]: page.rows, next_cursor: next },
      ...(next !== null && { headers: { Link: link } })
    }
  }

  const guarded =
    <Params extends Record<string, string>>(
      scope: Scope | null,
      answer: (request: Request<Params>, response: Response, grant: Grant) => void
    ): RequestHandler<Params> =>
    (request, response) => {
      const grant = requireToken(request, response, { service, scope })
      if (grant !== null) answer(request, response, grant)
    }

  api.get(
    '/me',
    guarded(null, (_request, response, { memberId, clientId, scope }) => {
      const app = grants.app(clientId)?.name ?? null
      send(response, { status: 200, body: { member: chat.member(memberId) ?? null, app, scope } })
    })
  )

  api.get(
    '/channels',
    guarded('channels:read', ({ query }, response) =>
      send(response, pageAnswer({ name: 'channels', path: '/api/channels', query, read: chat.channelPage }))
    )
  )

  api.get(
    '/channels/:id/messages',
    guarded<{ id: string }>('messages:read', ({ params: { id }, query }, response) => {
      if (chat.channel(id) === undefined) return noChannel(response, id)
      const read: ReadPage = wanted => {
        const page = chat.messagePage(id, wanted)
        return { ...page, rows: page.rows.map(describe) }
      }
      send(response, pageAnswer({ name: 'messages', path: `/api/channels/${id}/messages`, query, read }))
    })
  )

  api.post(
    '/channels/:id/members',
    form,
    guarded<{ id: string }>('members:write', ({ params: { id }, body }, response) => {
      if (chat.channel(id) === undefined) return noChannel(response, id)
      const wanted = readForm(response, NewMemberForm, body)
      if (wanted === null) return
      const { member, isNew } = chat.addToChannel(id, { id: `mem_${fx.randomHex(6)}`, ...wanted })
      send(response, { status: isNew ? 201 : 200, body: member })
    })
  )

  api.post(
    '/messages',
    form,
    guarded('messages:write', (request, response, grant) => {
      const wanted = readForm(response, NewMessageForm, request.body)
      if (wanted === null) return
      const { channel: channelId, text } = wanted
      if (chat.channel(channelId) === undefined) return noChannel(response, channelId)
      const key = request.get('Idempotency-Key')
      const { message, isReplay } = chat.postMessage({
        ...{ channelId, text, memberId: grant.memberId },
        id: `msg_${fx.randomHex(6)}`,
        app: grants.app(grant.clientId)?.name ?? null,
        sentAt: fx.clock(),
        // Two grants may use the same key.
        idempotencyKey: key === undefined ? null : `${grant.id} ${key}`
      })
      if (isReplay && (message.channelId !== channelId || message.text !== text))
        return send(response, keyReused)
      send(response, {
        status: 201,
        body: describe(message),
        ...(isReplay && { headers: { 'Idempotency-Replayed': 'true' } })
      })
    })
  )

  return api
}

const noForm: Answer = refusal(
  415,
  'unsupported_media_type',
  'The request has no form. Send the header Content-Type: application/x-www-form-urlencoded and a form as the body.'
)

type ReadPage = (wanted: PageRange) => Page<Channel | ReturnType<typeof describe>>

const describe = ({ channelId, sentAt, ...message }: Message) => ({
  ...message,
  channel: channelId,
  sentAt: new Date(sentAt).toISOString()
})
