import { type SentRequest, type Step, type StepPath, toFault } from '@hookwright/model'
import type { Outcome } from '../card/card-context.ts'
import type { HttpRequest, HttpResponse } from '../card/card-effects.ts'
import { timedOut } from './deadline.ts'
import { type Environment, type Progress, sinceStart, written } from './progress.ts'
import { type EffectStep, throwIfTriedAgain } from './try-again.ts'
import { utf8Length } from './utf8-length.ts'

/**
 * Records the outputs of a card that used clock, ids or random values. They are stored durably before the
 * next effect is sent.
 */
export const keepDraw = (run: Progress, path: StepPath, outcome: Outcome): Outcome => {
  if (outcome.kind === 'outputs') run.draws.push({ path, outputs: outcome.outputs })
  return outcome
}

/**
 * Executes an effect and records its result. The result is not recorded if the run is ended or suspended
 * meanwhile, because it is then unknown.
 */
export const doEffect = async (
  run: Progress,
  params: EffectStep,
  execute: () => Outcome | Promise<Outcome>
): Promise<Outcome> => {
  const { journal, signal } = run.world
  const { path } = params.step
  let outcome: Outcome
  try {
    outcome = await execute()
  } catch (thrown) {
    const fault = toFault(thrown)
    if (run.over || signal.aborted || fault.code === 'internal') throw fault
    throwIfTriedAgain(run, params, fault)
    await written(run, journal.record(path, { fault: fault.toData() }))
    throw fault
  }
  if (outcome.kind === 'outputs') {
    const { tries } = journal.waitAt(path) ?? {}
    if (tries !== undefined && tries.length > 0) params.step.tries = tries
    const { begun } = params.exchange
    const result = { outputs: outcome.outputs }
    await written(run, begun.length > 0 ? journal.record(path, result, begun) : journal.record(path, result))
  }
  return outcome
}

/** Returns the URL of a request without its query. */
export const addressOf = ({ url }: HttpRequest): string => url.split(/[?#]/, 1)[0] ?? ''

const forget = (step: Step, sent: SentRequest): void => {
  const others = step.requests?.filter(other => other !== sent) ?? []
  if (others.length === 0) delete step.requests
  else step.requests = others
}

/**
 * Limits a request to the remaining time of an enclosing card.
 * @throws `card.timed-out` if no time is left
 */
const inTime = (run: Progress, request: HttpRequest): HttpRequest => {
  const { deadline } = run
  if (deadline === null) return request
  const left = deadline.at - run.world.fx.clock()
  if (left <= 0) throw timedOut(deadline)
  return left < request.timeout ? { ...request, timeout: left } : request
}

/** Sends a request and records it in the step. The query is omitted, since it may contain secrets. */
export const send = async (
  run: Progress,
  { http }: Environment,
  step: Step,
  asked: HttpRequest
): Promise<HttpResponse> => {
  const request = inTime(run, asked)
  const { signal, told, sending } = run.world
  const url = addressOf(request)
  const bytes: SentRequest['bytes'] = { sent: request.bytes?.byteLength ?? utf8Length(request.body ?? '') }
  const { method } = request
  const sent: SentRequest = { method, url, status: null, from: sinceStart(run), to: null, bytes }
  step.requests = [...(step.requests ?? []), sent]
  told?.(step, 'sent')
  try {
    const response = await (sending === undefined
      ? http(request, signal)
      : sending(step, request, observed => http(observed, signal)))
    sent.status = response.status
    bytes.got = response.bytes?.byteLength ?? utf8Length(response.body)
    run.answers ??= new WeakMap()
    run.answers.set(sent, response)
    return response
  } catch (thrown) {
    const { code } = toFault(thrown)
    // What was blocked never went out.
    if (code === 'http.held') forget(step, sent)
    if (code === 'http.timed-out' && request !== asked && run.deadline !== null) throw timedOut(run.deadline)
    throw thrown
  } finally {
    sent.to = sinceStart(run)
    told?.(step, 'sent')
  }
}
