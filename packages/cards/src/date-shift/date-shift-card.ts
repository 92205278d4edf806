import { type CardDocs, type CardExecutor, type CardSpec, defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'
import { zonePort } from '../kernel/zone-port.ts'

const units = ['seconds', 'minutes', 'hours', 'days', 'weeks', 'months', 'years'] as const

/** Unit of time. */
export const Unit = z.enum(units, 'The unit is not one of those offered; choose it again.')
export type Unit = z.infer<typeof Unit>

export const DateShiftConfig = z.strictObject({ unit: Unit })
export type DateShiftConfig = z.infer<typeof DateShiftConfig>

/** A card that gives the moment some time away from another one. */
export const dateShiftCard = (given: {
  type: string
  title: string
  docs: CardDocs
  execute: CardExecutor<DateShiftConfig>
}): CardSpec =>
  defineCard<DateShiftConfig>({
    ...given,
    group: 'Date & Time',
    config: DateShiftConfig,
    blank: () => ({ config: { unit: 'days' } }),
    settings: [
      {
        kind: 'choice',
        key: 'unit',
        label: 'Unit',
        choices: units.map(value => ({ value, label: value[0]?.toUpperCase() + value.slice(1) }))
      }
    ],
    ports: () =>
      ports({
        inputs: [
          { id: 'date', label: 'Date', type: one('date'), required: true },
          { id: 'amount', label: 'Amount', type: one('number'), required: true },
          zonePort
        ],
        outputs: [{ id: 'output', label: 'Output', type: one('date') }]
      })
  })
