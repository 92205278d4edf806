import express, { type Express } from 'express'
import { z } from 'zod'
import { refusal, send } from '../answer.ts'
import { readInput } from '../input.ts'
import type { Assets } from '../page/assets.ts'
import { routeAssets, siblingUrl } from '../page/route-assets.ts'
import { MessageText } from './chat.ts'
import type { ChatService } from './chat-service.ts'
import { drawChat } from './page/draw-chat.ts'

/** Number of messages on the page. */
const SHOWN = 50

const Written = z.strictObject({
  channel: z.string('must be the ID of a channel'),
  member: z.string('must be the ID of a member'),
  text: MessageText
})

/**
 * Serves the page of Acme Chat and the actions of its buttons. No token is required, since anyone at this
 * computer may act as any member. Requests from pages of other origins are blocked.
 */
export function routeChatPage(
  app: Express,
  params: { service: ChatService; assets: Assets; hrUrl: () => string }
): void {
  const { service, assets, hrUrl } = params
  const { chat, grants, fx, url } = service

  app.get('/', (request, response) => {
    const wanted = request.query.channel
    const channels = chat.channels()
    const shown = typeof wanted === 'string' ? wanted : chat.newestChannel()
    const channel = channels.find(({ id }) => id === shown) ?? channels[0]
    if (channel === undefined) throw new Error('Acme Chat has no channel.')
    const members = chat.members()
    const nameOf = new Map(members.map(({ id, name }) => [id, name]))
    const page = drawChat({
      ...{ url: url(), now: fx.clock(), channels, channel, members },
      messages: chat.messagePage(channel.id, { limit: SHOWN, after: null }).rows.reverse(),
      joined: chat.channelMembers(channel.id),
      apps: grants.apps().map(app => ({
        ...app,
        grants: grants
          .grantsOf(app.clientId)
          .map(grant => ({ ...grant, member: nameOf.get(grant.memberId) ?? '' }))
      }))
    })
    response.type('html').send(page.markup)
  })
  app.get('/acme-hr', (request, response) => response.redirect(siblingUrl(hrUrl(), request.originalUrl)))
  routeAssets(app, assets, '/chat.js')

  app.post('/page/messages', express.json(), (request, response) => {
    const written = readInput(Written, request.body)
    if (!written.ok) return send(response, written.answer)
    const { channel: channelId, member: memberId, text } = written.value
    if (chat.channel(channelId) === undefined || chat.member(memberId) === undefined)
      return send(
        response,
        refusal(404, 'unknown', 'That channel or member does not exist. Reload the page.')
      )
    const { message } = chat.postMessage({
      ...{ channelId, memberId, text, app: null },
      id: `msg_${fx.randomHex(6)}`,
      sentAt: fx.clock(),
      idempotencyKey: null
    })
    send(response, { status: 201, body: { id: message.id } })
  })
  app.post('/page/grants/:id/expire', (request, response) => {
    grants.expireAccess(request.params.id)
    send(response, { status: 204 })
  })
  app.delete('/page/grants/:id', (request, response) => {
    grants.revoke(request.params.id)
    send(response, { status: 204 })
  })
  app.delete('/page/apps/:clientId', (request, response) => {
    grants.removeApp(request.params.clientId)
    send(response, { status: 204 })
  })
}
