import type { LoopFigures } from './loop-figures.ts'

/** Measurements of a server under one attack. */
export interface AttackFigures {
  name: string
  answers: number
  refused: string[]
  /** 99th percentile of the response times, in milliseconds. */
  p99Ms: number
  loop: LoopFigures
  /** Maximum memory used by the server, in megabytes. */
  memoryMb: number
}

/**
 * Longest time for which one hostile body blocked the event loop, in milliseconds. The best of several rounds
 * counts.
 */
export interface Parsed {
  name: string
  mostMs: number
  ownMs: number
}

const goals = { loopP99Ms: 50, memoryMb: 350, parsingMs: 20, shareOfPace: 0.9 }

interface Given {
  attacks: AttackFigures[]
  expected: number
  parsed: Parsed[]
  failed: string | null
}

/**
 * Returns a sentence for each missed target.
 *
 * @param seen `expected` is the number of events during each attack; `failed` describes how the server ended
 * unexpectedly, or a failed measurement
 */
export function missesOf({ attacks, expected, parsed, failed }: Given): string[] {
  const misses = failed === null ? [] : [failed]
  for (const { name, answers, refused, loop, memoryMb } of attacks) {
    if (refused.length > 0)
      misses.push(
        `${name}: ${refused.length} of ${answers} events were refused (${[...new Set(refused)].join(', ')}).`
      )
    if (answers < expected * goals.shareOfPace)
      misses.push(`${name}: ${answers} events were answered of ${expected}.`)
    if (loop.p99Ms > goals.loopP99Ms)
      misses.push(
        `${name}: the event loop's p99 was ${loop.p99Ms.toFixed(0)} ms (${loop.own.p99Ms.toFixed(0)} ms of its own), beyond ${goals.loopP99Ms} ms.`
      )
    if (memoryMb > goals.memoryMb)
      misses.push(`${name}: ${memoryMb.toFixed(0)} MB were held, beyond ${goals.memoryMb} MB.`)
  }
  for (const { name, mostMs, ownMs } of parsed) {
    if (mostMs > goals.parsingMs)
      misses.push(
        `${name} held the event loop up for ${mostMs.toFixed(0)} ms (${ownMs.toFixed(0)} ms of its own), beyond ${goals.parsingMs} ms.`
      )
  }
  return misses
}
