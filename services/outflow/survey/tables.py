"""Tables of the survey on this side."""

from sqlalchemy import Index, UniqueConstraint

from services.outflow.tables import Base
from shared.survey.tables import LineColumns, ReturnColumns, VersionColumns


class SurveyReturnRow(ReturnColumns, Base):
    __tablename__ = "survey_return"
    __table_args__ = (
        UniqueConstraint("campaign_id", "organisation", "level"),
        Index("ix_survey_return_committee", "campaign_id", "committee"),
    )


class SurveyReturnVersionRow(VersionColumns, Base):
    __tablename__ = "survey_return_version"


class SurveyLineRow(LineColumns, Base):
    __tablename__ = "survey_line"
    __table_args__ = (
        Index("ix_survey_line_branch", "campaign_id", "branch"),
        Index("ix_survey_line_path", "path", postgresql_using="gist"),
    )
