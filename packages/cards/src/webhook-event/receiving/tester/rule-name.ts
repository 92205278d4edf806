import type { RuleVerdict } from '@hookwright/model'

/** Returns the name of a rule in the form. */
export const ruleName = ([part, at]: RuleVerdict['path']): string => {
  const number = typeof at === 'number' ? ` ${at + 1}` : ''
  switch (part) {
    case 'verify':
      return `Signature${number}`
    case 'handshake':
      return `Handshake${number}`
    case 'filter':
      return `Filter${number}`
    case 'order':
      return 'Order key'
    case 'deliveryId':
      return 'Delivery id'
    default:
      return 'What becomes of it'
  }
}
