import type { Arriving } from './arriving.ts'
import { whyBareAsks } from './bare-asks.ts'
import type { Flaw } from './candidates.ts'
import { placeName } from './candidates.ts'
import { allHold } from './conditions.ts'
import { fillText, scopeOf } from './fill.ts'
import { answerHandshake } from './handshake.ts'
import { type Judging, judge } from './judge.ts'
import type { KeySource } from './key-source.ts'
import { refusalText } from './refusal.ts'
import type { HandshakeParts, Rules, SchemeRule } from './rules.ts'
import { checkScheme } from './verify.ts'

/** Verdict of one rule on a request: its path in the rules, the verdict, and the reason. */
export interface RuleVerdict {
  path: (string | number)[]
  is: 'yes' | 'no' | 'silent'
  says: string
}

/** Returns the sentence for a flaw in the tester. Keys are pasted into its fields there instead of fetched. */
const sentenceHere = ({ reason, facts }: Flaw): string =>
  reason === 'key-not-found'
    ? `What is pasted above in place of ${facts.url} holds no key that can be read.`
    : refusalText(reason, facts).sentence

/** Returns advice on fixing an unusable key, by its source. */
const keyAdvice = (key: KeySource | null): string => {
  switch (key?.from) {
    case 'public':
      return 'Mend the public key in the rules, so that it is in the form that they say.'
    case 'certificate':
      return 'Paste all of the certificate, with the lines -----BEGIN CERTIFICATE----- and -----END CERTIFICATE-----.'
    case 'jwks':
      return 'Paste all of the key set: an object in JSON that holds the list keys.'
    default:
      return 'Type the signing key into its field above, in the form that the rules say.'
  }
}

/** Returns advice on fixing a flaw in the tester. Keys are pasted there instead of taken from a connection or an address. */
const adviceHere = ({ reason, facts }: Flaw, key: KeySource | null): string => {
  if (reason === 'no-key' || reason === 'key-not-found') return keyAdvice(key)
  if (reason === 'bad-signature' && key?.from === 'certificate')
    return 'See whether the certificate that is pasted above is whole, and the one that the request names.'
  if (reason === 'bad-signature' && key?.from === 'jwks')
    return 'See whether the key set that is pasted above is whole, and the one that lies at its address.'
  return refusalText(reason, facts).advice
}

const describeFlaw = (flaw: Flaw, key: KeySource | null): string =>
  `${sentenceHere(flaw)} ${adviceHere(flaw, key)}`

const explainScheme = (rule: SchemeRule, at: number, arriving: Arriving, judging: Judging): RuleVerdict => {
  const path = ['verify', at]
  const checked = checkScheme(rule, scopeOf(arriving, judging), judging)
  switch (checked.is) {
    case 'matched':
      return {
        path,
        is: 'yes',
        says: `The signature in ${placeName(rule.scheme.signature)} is right; key ${checked.matched.key + 1} made it.`
      }
    case 'fetch':
      return {
        path,
        is: 'no',
        says: `A delivery would have the key fetched from ${checked.url}; paste it into its field above.`
      }
    case 'flaw':
      return { path, is: 'no', says: describeFlaw(checked.flaw, rule.scheme.key) }
  }
}

const explainHandshake = (
  rule: HandshakeParts,
  at: number,
  rules: Rules,
  arriving: Arriving,
  judging: Judging
): RuleVerdict => {
  const path = ['handshake', at]
  const found = answerHandshake([rule], scopeOf(arriving, judging), judging, rules.schemes)
  if (found === null) return { path, is: 'silent', says: 'This request is no handshake of this kind.' }
  if ('flaw' in found) return { path, is: 'no', says: describeFlaw(found.flaw, rule.rule.key) }
  const { status, body } = found.answer
  return {
    path,
    is: 'yes',
    says: `It is answered ${status}${body === '' ? ' with an empty body' : ` with ${body}`}.`
  }
}

/** A text of the rules as the request fills it. */
const explainText = (
  path: RuleVerdict['path'],
  parts: Rules['deliveryId'],
  name: string,
  arriving: Arriving,
  judging: Judging
): RuleVerdict[] => {
  if (parts?.length === 0) return []
  const text = fillText(parts, scopeOf(arriving, judging))
  return [
    text === null || text === ''
      ? { path, is: 'no', says: `The request holds no ${name}.` }
      : { path, is: 'yes', says: `The ${name} is ${text}.` }
  ]
}

/**
 * Returns each rule's verdict on a request, in order, and last the overall result. For the tester next to the form: each rule
 * is checked by itself, also those that `judge` would not reach.
 */
export const explain = (rules: Rules, arriving: Arriving, judging: Judging): RuleVerdict[] => {
  const handshakes = [...rules.first, ...rules.verified]
  const verdict = judge(rules, arriving, judging)
  return [
    ...rules.schemes.map((rule, at) => explainScheme(rule, at, arriving, judging)),
    ...rules.receiving.handshake.flatMap((rule, at) => {
      const parts = handshakes.find(one => one.rule === rule)
      return parts === undefined ? [] : [explainHandshake(parts, at, rules, arriving, judging)]
    }),
    ...rules.filters.map(
      ({ when, why }, at): RuleVerdict =>
        allHold(when, scopeOf(arriving, judging))
          ? { path: ['filter', at], is: 'yes', says: `It starts nothing, since ${why}.` }
          : { path: ['filter', at], is: 'silent', says: 'It is not left out by this rule.' }
    ),
    ...explainText(['deliveryId'], rules.deliveryId, 'delivery id', arriving, judging),
    ...explainText(['order', 'key'], rules.orderKey, 'order key', arriving, judging),
    explainVerdict(verdict, arriving.method)
  ]
}

const explainVerdict = (verdict: ReturnType<typeof judge>, method: string): RuleVerdict => {
  switch (verdict.is) {
    case 'accepted':
      return {
        path: [],
        is: 'yes',
        says:
          verdict.matched === null
            ? 'It is accepted unsigned: whoever knows the Event URL can send it.'
            : 'It is accepted and starts the flow.'
      }
    case 'filtered':
      return { path: [], is: 'yes', says: `It is kept but starts nothing, since ${verdict.why}.` }
    case 'handshake':
      return {
        path: [],
        is: 'yes',
        says:
          verdict.rule === null
            ? `It is answered ${verdict.answer.status} with an empty body and starts nothing, since ${whyBareAsks(method)}.`
            : `It is a question that the card answers with ${verdict.answer.status}.`
      }
    case 'refused':
      return { path: [], is: 'no', says: `It is refused with ${verdict.status}. ${sentenceHere(verdict)}` }
    case 'fetch':
      return { path: [], is: 'no', says: `It waits for a key from ${verdict.url}.` }
  }
}
