import { join } from 'node:path'
import type { Harness } from '../../harness/harness.ts'
import { becomeAdmin, type Person } from './sign-in.ts'
import { type Product, startProduct } from './start-product.ts'

/** Running product with its first admin. */
export type Opened = Person & { product: Product }

/**
 * Starts a new product in a harness's folder, runs work with the product and its first admin, and stops it.
 */
export async function withProduct<Result>(
  { folder, signals }: Pick<Harness, 'folder' | 'signals'>,
  work: (opened: Opened) => Promise<Result>,
  more: Partial<Parameters<typeof startProduct>[0]> = {}
): Promise<Result> {
  const product = await startProduct({
    folder: join(folder, 'product'),
    port: 0,
    isNew: true,
    signals,
    ...more
  })
  try {
    return await work({ product, ...(await becomeAdmin(product.firstAdminLink)) })
  } finally {
    await product.stop()
  }
}
