import { sameJson } from '../kernel/same-json.ts'
import { problemsOfHosts, problemsOfKey } from './key-problems.ts'
import type { KeySource } from './key-source.ts'
import type { ReceivingContext, ReceivingProblem } from './problem.ts'
import type { HandshakeRule, Receiving } from './receiving.ts'
import { signsForAnybody, textsIn } from './shared-fields.ts'
import { signsShortTokens } from './short-token.ts'
import { problemsOfComparisons, problemsOfConditions, problemsOfText } from './text-problems.ts'

type Path = ReceivingProblem['path']

/** Returns true if two keys have the same source, regardless of their decoding. */
const isSameKey = (one: KeySource, other: KeySource): boolean => {
  const { decode: _, ...here } = { decode: null, ...one }
  const { decode: __, ...there } = { decode: null, ...other }
  return sameJson(here, there)
}

/**
 * Returns true if anyone could make a handshake sign an event. The handshake answers unsigned requests and
 * uses a key of the events, and signed events can look like a short token. Keys from different sources are
 * compared by value when a connection is saved and when a handshake is answered.
 */
const signsEvents = (rule: HandshakeRule, { verify }: Receiving): boolean => {
  const { key } = rule
  return (
    key !== null &&
    signsForAnybody(rule) &&
    verify.some(scheme => isSameKey(scheme.key, key) && signsShortTokens(scheme))
  )
}

/** Returns the problems of one handshake. */
export const problemsOfHandshake = (
  rule: HandshakeRule,
  path: Path,
  receiving: Receiving,
  around: ReceivingContext
): ReceivingProblem[] => {
  const hasKey = rule.key !== null
  const { headers, body } = rule.respond
  const respond = [...path, 'respond']
  const texts = body.is === 'text' ? [body.text] : body.is === 'json' ? textsIn(body.value) : []
  const say = (at: string, message: string) => [{ path: [...path, at], message }]
  return [
    ...(rule.when.length === 0
      ? say(
          'when',
          'Add a condition that identifies the handshake requests. Otherwise no request is answered.'
        )
      : problemsOfConditions(rule.when, [...path, 'when'])),
    ...(rule.key === null ? [] : problemsOfKey(rule.key, [...path, 'key'], receiving, around)),
    ...problemsOfComparisons(rule.require, [...path, 'require'], 'handshake', hasKey),
    ...rule.capture.flatMap(({ value }, index) =>
      problemsOfText(value, [...path, 'capture', index, 'value'], 'event')
    ),
    ...headers.flatMap(({ value }, index) =>
      problemsOfText(value, [...respond, 'headers', index, 'value'], 'answer', hasKey)
    ),
    ...texts.flatMap(text => problemsOfText(text, [...respond, 'body'], 'answer', hasKey)),
    ...(rule.capture.length > 0 && rule.phase !== 'registering'
      ? say(
          'phase',
          'A secret can be stored only while the flow is turning on. Under “When to answer”, choose “Only while the flow is turning on”.'
        )
      : []),
    ...(signsEvents(rule, receiving)
      ? say(
          'verified',
          'This handshake uses the same key as the events, so anyone could use it to forge a signed event. Answer only if the signature is valid, or use another key.'
        )
      : []),
    ...(rule.verified && receiving.verify.length === 0
      ? say(
          'verified',
          'There is no signature to check. Add one under Verification, or do not require a valid signature.'
        )
      : []),
    ...(rule.confirm === null
      ? []
      : [
          ...problemsOfText(rule.confirm.url, [...path, 'confirm', 'url'], 'event'),
          ...problemsOfHosts(rule.confirm.hosts, [...path, 'confirm', 'hosts'])
        ])
  ]
}
