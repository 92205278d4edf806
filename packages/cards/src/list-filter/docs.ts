import type { CardDocs } from '@hookwright/engine'

export const listFilterDocs: CardDocs = {
  help: 'Keeps the items of a list for which a comparison holds, in their order. Map Item, or a part of it, to Value; both sides of the comparison can use Item and Index, its place counted from 0. A list that is missing gives an empty one.'
}
