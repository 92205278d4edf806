import type { CardDocs } from '@hookwright/engine'

export const returnErrorIfDocs: CardDocs = {
  help: 'Compares two values and, when the comparison holds, fails with the message that you give. The run fails with it, unless an If Error card is around. Say in the message what is wrong and what to do.',
  example: {
    config: { operator: 'greater' },
    inputs: { left: 200, right: 399, message: 'The service refused the request; look at its answer.' },
    outputs: {}
  }
}
