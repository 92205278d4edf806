import type { Arriving } from './arriving.ts'
import type { VerificationFailure } from './candidates.ts'
import { placeName } from './candidates.ts'
import { allHold } from './conditions.ts'
import { fillText, scopeOf } from './fill.ts'
import { answerHandshake } from './handshake.ts'
import { whyMethodIgnored } from './ignored-methods.ts'
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

/**
 * Returns the sentence for a refusal, worded for the tester. There, people paste keys, and the server does
 * not fetch them.
 */
const sentenceHere = ({ reason, facts }: VerificationFailure): string =>
  reason === 'key-not-found'
    ? `The text pasted above for ${facts.url} contains no valid key.`
    : refusalText(reason, facts).sentence

/** Returns advice on fixing an unusable key, depending on its source: “Paste the whole certificate, …”. */
const keyAdvice = (key: KeySource | null): string => {
  switch (key?.from) {
    case 'public':
      return 'Correct the public key in the rules: it does not have the format chosen there.'
    case 'certificate':
      return 'Paste the whole certificate, including the lines -----BEGIN CERTIFICATE----- and -----END CERTIFICATE-----.'
    case 'jwks':
      return 'Paste the whole key set: a JSON object with the list “keys”.'
    default:
      return 'Enter the signing key in its field above, in the format chosen in the rules.'
  }
}

/** Returns advice on fixing a refusal, worded for the tester, where keys are pasted into fields. */
const adviceHere = ({ reason, facts }: VerificationFailure, key: KeySource | null): string => {
  if (reason === 'no-key' || reason === 'no-key-of-registration' || reason === 'key-not-found')
    return keyAdvice(key)
  if (reason === 'bad-signature' && key?.from === 'certificate')
    return 'Check that the certificate pasted above is complete and is the one that the request refers to.'
  if (reason === 'bad-signature' && key?.from === 'jwks')
    return 'Check that the key set pasted above is complete and is the one that its URL returns now.'
  return refusalText(reason, facts).advice
}

const describeFailure = (failure: VerificationFailure, key: KeySource | null): string =>
  `${sentenceHere(failure)} ${adviceHere(failure, key)}`

const explainScheme = (rule: SchemeRule, at: number, arriving: Arriving, judging: Judging): RuleVerdict => {
  const path = ['verify', at]
  const checked = checkScheme(rule, scopeOf(arriving, judging), judging)
  switch (checked.is) {
    case 'matched':
      return {
        path,
        is: 'yes',
        says: `The signature in ${placeName(rule.scheme.signature)} is valid; it was made with key ${checked.matched.key + 1}.`
      }
    case 'fetch':
      return {
        path,
        is: 'no',
        says: `For a delivery, the key is fetched from ${checked.url}. For this test, paste it into its field above.`
      }
    case 'failure':
      return { path, is: 'no', says: describeFailure(checked.failure, rule.scheme.key) }
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
  if (found === null) return { path, is: 'silent', says: 'This request is not a handshake of this kind.' }
  if ('failure' in found) return { path, is: 'no', says: describeFailure(found.failure, rule.rule.key) }
  const { status, body } = found.answer
  return {
    path,
    is: 'yes',
    says: `The request is answered with status ${status} and ${body === '' ? 'an empty body' : `the body ${body}`}.`
  }
}

/** Explains the value of a template in a request, such as the delivery id: “The delivery id is evt_1.” */
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
      ? { path, is: 'no', says: `The request contains no ${name}.` }
      : { path, is: 'yes', says: `The ${name} is ${text}.` }
  ]
}

/**
 * Returns the verdict of each rule on a request, in order, followed by the overall result. For the tester
 * next to the form. Each rule is checked separately, even rules that `judge` would not reach.
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
          ? { path: ['filter', at], is: 'yes', says: `The request does not start the flow because ${why}.` }
          : { path: ['filter', at], is: 'silent', says: 'The request does not match this filter.' }
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
            ? 'The request is accepted without a signature: anyone who knows the Event URL can send it.'
            : 'The request is accepted and starts the flow.'
      }
    case 'filtered':
      return {
        path: [],
        is: 'yes',
        says: `The request is stored but does not start the flow because ${verdict.why}.`
      }
    case 'handshake':
      return {
        path: [],
        is: 'yes',
        says:
          verdict.rule === null
            ? `The request is answered with status ${verdict.answer.status} and an empty body, and does not start the flow because ${whyMethodIgnored(method)}.`
            : `The request is a handshake, which the card answers with status ${verdict.answer.status}.`
      }
    case 'refused':
      return {
        path: [],
        is: 'no',
        says: `The request is refused with status ${verdict.status}. ${sentenceHere(verdict)}`
      }
    case 'fetch':
      return {
        path: [],
        is: 'no',
        says: `The signature cannot be checked without the key from ${verdict.url}. Paste the key into its field above.`
      }
  }
}
