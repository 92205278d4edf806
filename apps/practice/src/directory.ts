import type { Router } from 'express'
import { z } from 'zod'
import { send } from './answer.ts'
import { departmentChoices, EventType, eventTypeChoices } from './event-types.ts'
import { mustBeOneOf, readInput } from './input.ts'

const DepartmentsWanted = z.object({
  eventType: z.enum(EventType.options, { error: mustBeOneOf(EventType.options) })
})

/** Adds the routes for the account at Acme HR and the choices of its dropdowns. */
export function routeDirectory(api: Router): void {
  api.get('/me', (_request, response) => {
    send(response, { status: 200, body: { account: 'acme-practice', name: 'Acme HR (practice)' } })
  })

  api.get('/event-types', (_request, response) => send(response, { status: 200, body: eventTypeChoices }))

  api.get('/departments', (request, response) => {
    const wanted = readInput(DepartmentsWanted, request.query)
    if (!wanted.ok) return send(response, wanted.answer)
    send(response, { status: 200, body: departmentChoices(wanted.value.eventType) })
  })
}
