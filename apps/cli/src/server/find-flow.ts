import type { ServerApi } from './server-api.ts'

/** User's flow as listed by the server. */
export type NamedFlow = Awaited<ReturnType<ServerApi['flows']['list']['query']>>[number]

/** Finds the first user's flow that matches and that the API key may access; undefined for none. */
export const findFlowWhere = async (
  api: ServerApi,
  isMeant: (flow: NamedFlow) => boolean
): Promise<NamedFlow | undefined> => {
  for (let after: string | undefined; ; ) {
    const page = await api.flows.list.query(after === undefined ? undefined : { after })
    const found = page.find(isMeant)
    const last = page.at(-1)
    if (found !== undefined || last === undefined) return found
    after = last.id
  }
}

/** Finds a user's flow by its id or its name; undefined if there is none that the API key may access. */
export const findFlow = (api: ServerApi, wanted: string): Promise<NamedFlow | undefined> =>
  findFlowWhere(api, ({ id, name }) => id === wanted || name?.toLowerCase() === wanted.toLowerCase())
