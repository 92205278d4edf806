import { usePageTitle } from '../shell/use-page-title.ts'

/** To be drawn. */
export const DeliveryPage = () => {
  usePageTitle('Delivery')
  return <h1 className="p-6 text-h1">Delivery</h1>
}
