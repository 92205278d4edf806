import type { PastOf } from '../growth/fill-history.ts'

const people = ['Mira', 'Ada', 'Linus', 'Noor', 'Kofi', 'Ines', 'Tomas', 'Yuki', 'Priya', 'Olu']

/** Generates a past delivery about a purchase with a unique order number, about 600 bytes. */
export const pastOf: PastOf = number => {
  const name = people[number % people.length] ?? 'Mira'
  const mark = (number * 2_654_435_761) % 4_294_967_296
  const body = {
    id: `evt-${mark.toString(16).padStart(8, '0')}${(mark ^ number).toString(36)}`,
    type: number % 3 === 0 ? 'order.paid' : 'order.created',
    user: { id: number * 7, name, email: `${name.toLowerCase()}.${number}@acme-hr.example`, team: 'People' },
    order: {
      number: `ORD-${10_000_000 + number}`,
      total: (mark % 100_000) / 100,
      currency: 'EUR',
      lines: [1, 2, 3].map(line => ({
        sku: `SKU-${((mark >> line) & 0xffff).toString(16)}`,
        quantity: line,
        note: 'Leave it at the front desk, please.'
      }))
    },
    trace: `${mark.toString(2)}-${number.toString(2)}`
  }
  const outputs = { greeting: `Hello ${name}`, receipt: `R-${mark.toString(36)}` }
  return {
    body: JSON.stringify(body),
    steps: JSON.stringify([{ path: ['welcome'], status: 'succeeded', from: 0, to: 1, outputs }])
  }
}

/**
 * Returns the searches to measure: for rare values, frequent values, values that do not occur, and values at
 * a path.
 */
export function questionsFor(
  count: number
): { what: string; list: 'deliveries' | 'runs'; sought: object; finds: boolean }[] {
  const old = count >> 5
  const { body, steps } = pastOf(old)
  const { user, id } = JSON.parse(body)
  const [{ outputs }] = JSON.parse(steps)
  return [
    {
      what: 'an address that came once, long ago',
      list: 'deliveries',
      sought: { q: user.email },
      finds: true
    },
    { what: 'a part of an id', list: 'deliveries', sought: { q: id.slice(2) }, finds: true },
    { what: 'a word of every third delivery', list: 'deliveries', sought: { q: 'ORDER.PAID' }, finds: true },
    {
      what: 'a value at a place, long ago',
      list: 'deliveries',
      sought: { path: `body.user.id = ${user.id}` },
      finds: true
    },
    { what: 'what never came', list: 'deliveries', sought: { q: 'grace@nowhere.example' }, finds: false },
    { what: 'a value of one run, long ago', list: 'runs', sought: { q: outputs.receipt }, finds: true }
  ]
}
