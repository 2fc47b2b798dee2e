/** The words of who reads English; the others never fetch them. */
import common from "../i18n/en/common.json";
import student from "../i18n/en/student.json";

export default { common, student };
