import { defineCard, ports } from '@hookwright/engine'
import { type Field, one } from '@hookwright/model'
import { z } from 'zod'

const Config = z.strictObject({})
export type Config = z.infer<typeof Config>

const fields: Field[] = [
  {
    id: 'registrationData',
    label: 'Registration Data',
    fieldType: 'text-field',
    dataType: one('object'),
    required: false
  },
  { id: 'expiresAt', label: 'Expires At', fieldType: 'text-field', dataType: one('date'), required: false }
]

/** The last card of a registration or renewal flow: it hands over what the deregistration flow will need. */
export const registrationReturn = defineCard<Config>({
  type: 'registration-return',
  title: 'Return',
  group: 'Events',
  config: Config,
  blank: () => ({ config: {} }),
  ports: () =>
    ports({
      inputs: fields.map(({ id, label, dataType, required }) => ({ id, label, type: dataType, required }))
    }),
  returns: {
    kinds: ['registration', 'renewal'],
    signature: () => ({ outputs: [{ id: 'registration', name: 'Registration', fields }], runMode: false })
  },
  fixed: true,
  execute: () => import('./execute.ts')
})
