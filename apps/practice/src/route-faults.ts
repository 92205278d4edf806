import type { Router } from 'express'
import { send } from './answer.ts'
import { Faults } from './faults.ts'
import { readInput } from './input.ts'
import type { Service } from './service.ts'

/** GET and PUT /faults. PUT replaces all of them: what it does not name is switched off. */
export function routeFaults(api: Router, { database }: Service): void {
  api.get('/faults', (_request, response) => send(response, { status: 200, body: database.faults() }))

  api.put('/faults', (request, response) => {
    const wanted = readInput(Faults, request.body)
    if (!wanted.ok) return send(response, wanted.answer)
    database.switchFaults(wanted.value)
    send(response, { status: 200, body: wanted.value })
  })
}
