import type { CardDocs } from '@hookwright/engine'

export const continueIfDocs: CardDocs = {
  help: 'Compares two values and goes on only when the comparison holds. Otherwise the flow stops here, without an error. In a helper flow only the helper flow stops, and the flow that called it goes on.',
  example: { config: { operator: 'in' }, inputs: { left: 'jo', right: ['jo', 'kim'] }, outputs: {} }
}
