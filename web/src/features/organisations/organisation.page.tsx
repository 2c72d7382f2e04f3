import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { QueryView } from '../../components/states.tsx';
import { OrganisationDetail } from './organisation-detail.tsx';
import { organisationQuery } from './organisations.queries.ts';

/** One organisation at the workbench of the staff. */
export default function OrganisationPage() {
  const { id = '' } = useParams();
  const query = useQuery(organisationQuery(id));
  return (
    <QueryView query={query} lines={8}>
      {(organisation) => <OrganisationDetail key={organisation.id} organisation={organisation} />}
    </QueryView>
  );
}
