import type { CardDocs } from '@hookwright/engine'

export const compareDocs: CardDocs = {
  help: 'Compares two values and says whether the comparison holds. Numbers, and texts that hold a number, are compared as numbers, moments as moments, and all else as text.',
  example: { config: { operator: 'less' }, inputs: { left: 7, right: 12 }, outputs: { result: true } }
}
