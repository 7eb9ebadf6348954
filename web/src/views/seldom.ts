// Pages that come after the first ones, together: what coordinators do, settings, consents,
// and what a case begins and ends with.
export { ChangePassphrase } from "./admin/ChangePassphrase.tsx";
export { ConfirmPerson } from "./admin/ConfirmPerson.tsx";
export { InvitePerson } from "./admin/InvitePerson.tsx";
export { PairForm } from "./admin/PairForm.tsx";
export { Pairs } from "./admin/Pairs.tsx";
export { People } from "./admin/People.tsx";
export { PersonPage } from "./admin/PersonPage.tsx";
export { SeriesForm } from "./admin/SeriesForm.tsx";
export { SeriesPage } from "./admin/SeriesPage.tsx";
export { Settings } from "./admin/Settings.tsx";
export { SubstituteForm } from "./admin/SubstituteForm.tsx";
export { Substitutes } from "./admin/Substitutes.tsx";
export { WithdrawByPaper } from "./admin/WithdrawByPaper.tsx";
export { GeneralQuestion } from "./cases/GeneralQuestion.tsx";
export { NewCase } from "./cases/NewCase.tsx";
export { QueueCase } from "./cases/QueueCase.tsx";
export { Report } from "./cases/Report.tsx";
export { ConsentPage } from "./consent/ConsentPage.tsx";
export { NewConsent } from "./consent/NewConsent.tsx";
export { HourChangePage } from "./hours/HourChangePage.tsx";
export { Organisation } from "./org/Organisation.tsx";
export { Professionals } from "./org/Professionals.tsx";
export { Retention } from "./org/Retention.tsx";
export { TeamForm } from "./org/TeamForm.tsx";
export { Templates } from "./org/Templates.tsx";
export { CasePaper } from "./paper/CasePaper.tsx";
