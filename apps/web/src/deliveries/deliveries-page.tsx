import { usePageTitle } from '../shell/use-page-title.ts'

/** To be drawn. */
export const DeliveriesPage = () => {
  usePageTitle('Deliveries')
  return <h1 className="p-6 text-h1">Deliveries</h1>
}
