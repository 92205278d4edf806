import type { IncomingMessage } from 'node:http'
import { Fault } from '@hookwright/model'
import type { RequestHandler } from 'express'
import type { ByteBudget } from './byte-budget.ts'
import { readWhole } from './read-whole-body.ts'

/**
 * Maximum body size of an API request with a session, in bytes: enough for a large flow document.
 * `MOST_WITHOUT` is the maximum without a session: enough for a sign-in or a first admin.
 */
const MOST_WITH_SESSION = 4 * 1_048_576
const MOST_WITHOUT = 64 * 1_024
/** Maximum body size, in bytes, that the sign-in routes read automatically. */
const MOST_SMALL = 16 * 1_024

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

const tooLarge = (isMember: boolean): Fault =>
  isMember ? new Fault('request.too-large', { limit: '4 MB' }) : new Fault('sign-in.needed')

/**
 * Reads API request bodies as text into `request.body`, within the byte budget of all routes. A body over 64
 * KB is read only if the caller is a member.
 */
export const readApiBody = (params: {
  budget: ByteBudget
  isMember: (request: IncomingMessage) => Promise<boolean>
}): RequestHandler => {
  const { budget } = params
  return async (request, response, next) => {
    if (!hasBody(request)) return next()
    const announced = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY)
    const isMember = announced > MOST_WITHOUT && (await params.isMember(request))
    const most = isMember ? MOST_WITH_SESSION : MOST_WITHOUT
    const refuse = (fault: Fault): void => {
      // What is left of the body is not read.
      response.shouldKeepAlive = false
      next(fault)
    }
    if (Number.isFinite(announced) && announced > most) return refuse(tooLarge(isMember))
    let held = 0
    const hold = (bytes: number): boolean => {
      held += bytes
      return budget.hold(bytes)
    }
    response.once('close', () => budget.release(held))
    if (budget.isSpent()) return refuse(new Fault('request.no-room'))
    readWhole(request, { most, hold }, body => {
      if (body === 'gone') return
      if (body === 'too-large') return refuse(tooLarge(isMember))
      if (body === 'no-room') return refuse(new Fault('request.no-room'))
      request.body = body.toString('utf8')
      next()
    })
  }
}

/**
 * Reserves 16 KB of the byte budget for each request with a body. The sign-in routes read their bodies
 * themselves, up to this size.
 */
export const countSmallBody =
  (budget: ByteBudget): RequestHandler =>
  (request, response, next) => {
    if (!hasBody(request)) return next()
    response.once('close', () => budget.release(MOST_SMALL))
    if (budget.hold(MOST_SMALL)) return next()
    response.shouldKeepAlive = false
    next(new Fault('request.no-room'))
  }
