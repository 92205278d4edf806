import { mayCall } from '@hookwright/api'
import type { Backend } from '@hookwright/backend'
import { Fault } from '@hookwright/model'
import type { RequestHandler } from 'express'
import type { ByteBudget } from './byte-budget.ts'
import type { Callers } from './caller.ts'
import { readWhole } from './read-whole-body.ts'

/** Maximum number of documents that are received at a time, so that events find room for their bodies. */
const MOST_AT_ONCE = 2

const LIMIT = '32 MB'

/**
 * Receives an OpenAPI document as the whole body of a request, and answers with its overview. The caller is
 * identified before the body is read. The parameter `name` is the document's name in messages.
 */
export const openApiUpload = (params: {
  backend: Pick<Backend, 'openApi' | 'largestDocument'>
  callers: Pick<Callers, 'of'>
  budget: ByteBudget
}): RequestHandler => {
  const { backend, callers, budget } = params
  const most = backend.largestDocument
  let receiving = 0
  return async (request, response, next) => {
    const refuse = (fault: Fault): void => {
      // The rest of the body is not read.
      response.shouldKeepAlive = false
      next(fault)
    }
    const { person, refused } = await callers.of(request)
    if (refused !== null) return refuse(refused)
    if (person === null) return refuse(new Fault('sign-in.needed'))
    if (!mayCall(person.role, 'connectors.previewOpenApi'))
      return refuse(new Fault('permission.denied', { role: person.role, act: 'import OpenAPI documents' }))
    const announced = Number(request.headers['content-length'] ?? 0)
    const tooLarge = new Fault('openapi.too-large', { limit: LIMIT })
    if (announced > most) return refuse(tooLarge)
    if (receiving >= MOST_AT_ONCE || budget.isSpent()) return refuse(new Fault('request.no-room'))
    receiving += 1
    let held = 0
    response.once('close', () => {
      receiving -= 1
      budget.release(held)
    })
    const hold = (bytes: number): boolean => {
      held += bytes
      return budget.hold(bytes)
    }
    readWhole(request, { most, hold }, body => {
      if (body === 'gone') return
      if (body === 'too-large') return refuse(tooLarge)
      if (body === 'no-room') return refuse(new Fault('request.no-room'))
      const name = typeof request.query.name === 'string' ? request.query.name.slice(0, 200) : 'document'
      backend.openApi.upload(name, body, person.id).then(({ id, outline }) => {
        // The outline is JSON already.
        const named = JSON.stringify({ id, name }).slice(0, -1)
        response.type('json').send(`${named},"outline":${outline}}`)
      }, next)
    })
  }
}
