import type { Router } from 'express'
import { z } from 'zod'
import { keyReused, send } from './answer.ts'
import type { Choice } from './event-types.ts'
import { mustBeOneOf, readInput } from './input.ts'
import type { Service } from './service.ts'

const Item = z.enum(['laptop', 'phone', 'monitor'])

const labels: Record<z.infer<typeof Item>, string> = {
  laptop: 'Laptop',
  phone: 'Phone',
  monitor: 'Monitor'
}

/** Items that can be assigned, as choices of a dropdown. */
const itemChoices: Choice[] = Item.options.map(value => ({ value, label: labels[value] }))

const mustBeId = 'must be the ID of a person, such as usr_0123456789ab'
const mustBeName = 'must be a text of at most 200 characters'

const EquipmentWanted = z.strictObject({
  personId: z.string(mustBeId).regex(/^\w{1,100}$/, mustBeId),
  /** Name on the label of the item. */
  name: z.string(mustBeName).max(200, mustBeName).nullish(),
  item: z.enum(Item.options, { error: mustBeOneOf(Item.options) })
})

/** Item that was assigned to a person. */
export interface Equipment {
  id: string
  /** Number on the label of the item. */
  tag: string
  personId: string
  name: string | null
  item: z.infer<typeof Item>
  /** Time in milliseconds, UTC. */
  assignedAt: number
}

/** Item to assign, before it has its tag. */
export type NewEquipment = Omit<Equipment, 'tag'> & { idempotencyKey: string | null }

/** Adds the routes /equipment, to assign items to people and list assignments, and /equipment-types. */
export function routeEquipment(api: Router, { database, fx }: Service): void {
  api.get('/equipment-types', (_request, response) => send(response, { status: 200, body: itemChoices }))

  api.get('/equipment', (_request, response) =>
    send(response, { status: 200, body: database.equipment({ last: 100 }).map(describe) })
  )

  api.post('/equipment', (request, response) => {
    const wanted = readInput(EquipmentWanted, request.body)
    if (!wanted.ok) return send(response, wanted.answer)
    const { personId, item, name = null } = wanted.value
    const { equipment, isReplay } = database.assignEquipment({
      ...{ personId, item, name },
      id: `eqp_${fx.randomHex(6)}`,
      assignedAt: fx.clock(),
      idempotencyKey: request.get('Idempotency-Key') ?? null
    })
    const isOther = equipment.personId !== personId || equipment.item !== item || equipment.name !== name
    if (isReplay && isOther) return send(response, keyReused)
    send(response, {
      status: 201,
      body: describe(equipment),
      ...(isReplay && { headers: { 'Idempotency-Replayed': 'true' } })
    })
  })
}

/** Returns the label of an item. */
export const labelOfItem = (item: Equipment['item']): string => labels[item]

const describe = ({ assignedAt, ...equipment }: Equipment) => ({
  ...equipment,
  assignedAt: new Date(assignedAt).toISOString()
})
