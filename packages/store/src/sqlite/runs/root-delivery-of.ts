import type { RunStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import { blobOfId, idOfBlob } from '../file/uid.ts'

/** Reads which delivery a run comes of that another run began. */
export const createRootDeliveryOf = ({ db, read }: SqliteFile): RunStore['comesOf'] => {
  const find = db.prepare<[Buffer], { delivery: Buffer | null }>(
    `select d.uid as delivery from runs r join calls c on c.run = r.id
       left join runs root on root.id = c.root left join deliveries d on d.id = root.delivery
     where r.uid = ?`
  )
  return id =>
    read(() => {
      const found = find.get(blobOfId(id))
      if (found === undefined) return null
      return { deliveryId: found.delivery === null ? null : idOfBlob(found.delivery) }
    })
}
