import { Id } from '@hookwright/model'
import { z } from 'zod'
import { procedure, router } from '../trpc.ts'
import { Basis } from './flow-input.ts'

const ConnectorRef = z.strictObject({ connectorId: Id })

/** Ready connectors, and the connectors of the installation that follow them. */
export const gallery = router({
  /** Lists the ready connectors, those that follow them, and folders that cannot be used. */
  list: procedure.query(({ ctx }) => ctx.backend.gallery.list()),
  /**
   * Adds a ready connector with a deployed version, in one transaction. A fork does not follow the gallery. Throws
   * `gallery.unknown`, `gallery.damaged`, `version.has-problems`, `connector.name-taken`.
   */
  install: procedure
    .input(z.strictObject({ key: z.string().max(80), isFork: z.boolean() }))
    .mutation(({ ctx, input: { key, isFork } }) =>
      ctx.backend.gallery.install(key, { isFork, by: ctx.person.id })
    ),
  /** Returns the entry that a connector follows, and whether the gallery has changed; null for none. */
  following: procedure
    .input(ConnectorRef)
    .query(({ ctx, input }) => ctx.backend.gallery.following(input.connectorId)),
  /**
   * Compares a connector with the gallery and with what was last taken from there. Throws `gallery.not-followed`,
   * `gallery.unknown`, `gallery.damaged`, `connector.gone`.
   */
  compare: procedure
    .input(ConnectorRef)
    .query(({ ctx, input }) => ctx.backend.gallery.compare(input.connectorId)),
  /**
   * Takes parts of the gallery's state into the draft. `basis` is that of the comparison. Throws `files.stale`,
   * `files.not-written`, `files.refused`, and as `compare`.
   */
  update: procedure
    .input(ConnectorRef.extend({ takes: z.array(z.string().max(100)).max(300), basis: Basis }))
    .mutation(({ ctx, input: { connectorId, ...update } }) =>
      ctx.backend.gallery.update(connectorId, { ...update, by: ctx.person.id })
    ),
  /** Ends following the gallery. Throws `gallery.not-followed`. */
  unfollow: procedure
    .input(ConnectorRef)
    .mutation(({ ctx, input }) => ctx.backend.gallery.unfollow(input.connectorId))
})
