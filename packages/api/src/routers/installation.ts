import { checklistFor } from '../checklist.ts'
import { procedure, router } from '../trpc.ts'

/** Router of the installation. */
export const installation = router({
  /** Returns the URLs of the installation and of its practice services. */
  get: procedure.query(({ ctx }) => ctx.installation),
  /** Returns properties of the running server: data folder, start time, process and health. */
  server: procedure.query(async ({ ctx: { server } }) => ({
    dataFolder: server.dataFolder,
    startedAt: server.startedAt,
    processId: server.processId,
    health: await server.health()
  })),
  /** Returns the server processes with their queues, and the state that they share. */
  processes: procedure.query(async ({ ctx: { server, backend } }) => {
    const { at, queues, backlog, openBreakers, cleanupEntries, size } = await backend.measurements.gauges()
    const { states, silent } = await backend.processes.all()
    return {
      at,
      processes: states,
      silent,
      queues,
      backlog,
      openBreakers,
      cleanupEntries,
      database: { name: server.database, ...size }
    }
  }),
  /** Returns the first steps, and which of them the person has done. */
  checklist: procedure.query(({ ctx }) => checklistFor(ctx)),
  /**
   * Installs the sample: connectors for the practice services, connections to both, and a flow of the person,
   * which is off. Existing items are kept.
   * @throws `sample.no-practice`, `sample.name-taken`, `sample.older`, `sample.chat-refused`
   */
  loadSample: procedure.mutation(({ ctx }) => ctx.sample.load(ctx.person))
})
