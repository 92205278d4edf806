import { defineCard, ports } from '@hookwright/engine'
import { Fault, type Field, one } from '@hookwright/model'
import { z } from 'zod'

const Config = z.strictObject({})
type Config = z.infer<typeof Config>

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

const MAX_BYTES = 65_536

const bytesOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).byteLength

/**
 * Last card of a registration or renewal flow. It returns the Registration Data that the deregistration flow
 * needs.
 */
export const registrationReturn = defineCard<Config>({
  type: 'registration-return',
  title: 'Return',
  group: 'Events',
  docs: {
    summary: 'Ends the flow with Registration Data',
    aliases: ['end', 'result', 'output'],
    help: 'Ends the registration or renewal flow. Registration Data is stored encrypted and passed to the deregistration flow when the user turns the flow off. Include everything that the service needs to delete the subscription, such as the id of the subscription. Map Expires At if subscriptions expire at the service, so that they are renewed in time.'
  },
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
  /** Returns the result of the registration flow. Throws `registration.data-too-large`. */
  execute: ({ inputs: { registrationData = null, expiresAt = null } }) => {
    const bytes = bytesOf(registrationData)
    if (bytes > MAX_BYTES) throw new Fault('registration.data-too-large', { bytes })
    return { kind: 'return', result: { registrationData, expiresAt } }
  }
})
