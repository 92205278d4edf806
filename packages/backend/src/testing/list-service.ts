import type { HttpRequest, HttpResponse } from '@hookwright/engine'

/** Creates a polled service with a list of names. A poll returns the names after its cursor. */
export const listService = () => {
  const names: string[] = []
  const told: unknown[] = []
  const polls: string[] = []
  let answer: ((request: HttpRequest) => HttpResponse | Promise<HttpResponse>) | null = null
  const client = async (request: HttpRequest): Promise<HttpResponse> => {
    if (request.method === 'POST') {
      told.push(request.body)
      return { status: 200, headers: {}, body: '' }
    }
    polls.push(request.url)
    if (answer !== null) return answer(request)
    const after = Number(/after=(\d*)/.exec(request.url)?.[1] ?? 0)
    const items = names.slice(after).map(name => ({ name }))
    const body = JSON.stringify({ items, cursor: names.length })
    return { status: 200, headers: { 'content-type': 'application/json' }, body }
  }
  return {
    names,
    told,
    polls,
    client,
    /** Sets another response to polls. `null` restores the list. */
    answerWith: (by: typeof answer) => {
      answer = by
    }
  }
}
