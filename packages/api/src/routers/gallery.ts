import { Id } from '@hookwright/model'
import { z } from 'zod'
import { procedure, router } from '../trpc.ts'
import { Basis } from './flow-input.ts'

const ConnectorRef = z.strictObject({ connectorId: Id })

/**
 * Router of ready-made connectors (the gallery), and of installed connectors that receive updates from them.
 */
export const gallery = router({
  /**
   * Lists the ready-made connectors, the installed connectors that receive updates from them, and damaged
   * gallery folders.
   */
  list: procedure.query(({ ctx }) => ctx.backend.gallery.list()),
  /**
   * Installs a ready-made connector and deploys it, in one transaction. A fork does not follow the gallery,
   * so it gets no updates.
   * @throws `gallery.unknown`, `gallery.damaged`, `version.has-problems`, `connector.name-taken`
   */
  install: procedure
    .input(z.strictObject({ key: z.string().max(80), isFork: z.boolean() }))
    .mutation(({ ctx, input: { key, isFork } }) =>
      ctx.backend.gallery.install(key, { isFork, by: ctx.person.id })
    ),
  /**
   * Returns the gallery entry that a connector follows; null if it follows none. Also tells if the entry has
   * changed since the last update.
   */
  following: procedure
    .input(ConnectorRef)
    .query(({ ctx, input }) => ctx.backend.gallery.following(input.connectorId)),
  /**
   * Compares a connector with its gallery entry and with the state of the last update.
   * @throws `gallery.not-followed`, `gallery.unknown`, `gallery.damaged`, `connector.gone`
   */
  compare: procedure
    .input(ConnectorRef)
    .query(({ ctx, input }) => ctx.backend.gallery.compare(input.connectorId)),
  /**
   * Copies the selected parts of the gallery entry into the draft. `basis` is the value from the comparison.
   * @throws `files.stale`, `files.not-written`, `files.refused`, and the faults of `compare`
   */
  update: procedure
    .input(ConnectorRef.extend({ takes: z.array(z.string().max(100)).max(300), basis: Basis }))
    .mutation(({ ctx, input: { connectorId, ...update } }) =>
      ctx.backend.gallery.update(connectorId, { ...update, by: ctx.person.id })
    ),
  /**
   * Stops following the gallery.
   * @throws `gallery.not-followed`
   */
  unfollow: procedure
    .input(ConnectorRef)
    .mutation(({ ctx, input }) => ctx.backend.gallery.unfollow(input.connectorId))
})
