import { SearchPage } from './search/search-page.tsx';

export default function OrganisationsPage() {
  return <SearchPage key="organisation" kind="organisation" />;
}
